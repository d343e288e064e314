#!/usr/bin/env python3
"""Checks a set of department views against its labels and counts what it holds.
usage: check.py FOLDER [...]   (FOLDER has views.json and labels.json)"""
import json, os, re, sys

STOP = set("""a an the and or but nor so if than then as at by for from in into of off on onto out over to up with without
within before after about against between during until till through under above below again once while when where why how
what which who whom whose that this these those there here it its itself they them their theirs themselves he she him her
his hers we us our ours you your i me my one ones is are was were be been being am do does did doing done have has had
having can cannot could may might must shall should will would isn't aren't don't doesn't didn't won't can't hasn't haven't
they'll we're what's it's not no never none nobody nothing neither any anybody anything some somebody something every
everybody everything all each both either other others another own same such only just even also too very much many more
most less least few rather quite already still yet because since though although whether per via like""".split())

def words(s):
    return {w[:5] for w in re.findall(r"[a-z0-9']+", s.lower()) if w not in STOP and w.rstrip("'s") not in STOP}

def apart(s, t):
    return not words(s) & words(t)

def statements(view):
    return {f"{k}.{i}": s for k in ("needs", "pains", "goals") for i, s in enumerate(view[k])}

def check(folder):
    views = json.load(open(os.path.join(folder, "views.json")))["pairs"]
    labels = json.load(open(os.path.join(folder, "labels.json")))["pairs"]
    bad, n = [], dict(pairs=len(views), positives=0, positivesApart=0, contradictions=0, contradictionsApart=0,
                      matches=0, matchesApart=0, onlyA=0, onlyB=0, statements=0)
    if [v["id"] for v in views] != [l["id"] for l in labels]:
        bad.append("ids differ")
    for v, l in zip(views, labels):
        a, b = statements(v["a"]), statements(v["b"])
        n["statements"] += len(a) + len(b)
        for side in "ab":
            d = v[side]
            for k, lo, hi in (("needs", 2, 4), ("pains", 0, 3), ("goals", 1, 2)):
                if not lo <= len(d[k]) <= hi: bad.append(f"{v['id']} {side} has {len(d[k])} {k}")
            for s in statements(d).values():
                if not 4 <= len(s.split()) <= 14: bad.append(f"{v['id']} {side} {len(s.split())} words: {s}")
            if not d["life"] or not d["contribution"]: bad.append(f"{v['id']} {side} lacks life or contribution")
        pairs = l["contradictions"] + l["matches"]
        seenA = sorted([p["a"] for p in pairs] + l["onlyA"])
        seenB = sorted([p["b"] for p in pairs] + l["onlyB"])
        if seenA != sorted(a): bad.append(f"{l['id']} a: not each statement exactly once")
        if seenB != sorted(b): bad.append(f"{l['id']} b: not each statement exactly once")
        if l["contradicts"] != bool(l["contradictions"]): bad.append(f"{l['id']} contradicts")
        n["positives"] += l["contradicts"]
        for c in l["contradictions"]:
            x = apart(a[c["a"]], b[c["b"]])
            if x != c["sharesNoContentWord"]: bad.append(f"{l['id']} sharesNoContentWord of {c['a']}")
            if not c["why"]: bad.append(f"{l['id']} no why")
            n["contradictions"] += 1; n["contradictionsApart"] += x
        n["positivesApart"] += bool(l["contradictions"]) and all(c["sharesNoContentWord"] for c in l["contradictions"])
        for m in l["matches"]:
            n["matches"] += 1; n["matchesApart"] += apart(a[m["a"]], b[m["b"]])
        n["onlyA"] += len(l["onlyA"]); n["onlyB"] += len(l["onlyB"])
    print(folder, json.dumps(n))
    for x in bad: print("  BAD", x)
    return not bad

if __name__ == "__main__":
    sys.exit(0 if all([check(f) for f in sys.argv[1:]]) else 1)
