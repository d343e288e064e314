#!/usr/bin/env python3
"""Checks the two sets: python3 check.py (prints counts; exits 1 on any error)."""
import csv, json, re, sys, pathlib
here = pathlib.Path(__file__).parent
FUNC = set("""a an the and or but nor so as at by for from in into of off on onto out over per since than that then till to
until up upon via with within without after before during while when where which who whom whose what why how if because
between among across around through about against along behind below above under near beside besides is are was were be
been being am do does did done has have had having can could may might must shall should will would not no none only also
too very more most less least few fewer much many any all both each every either neither other others another some such
same own this these those there here it its they them their theirs we us our ours you your yours he him his she her hers
i me my one ones again already still yet just once whoever whatever nobody somebody anybody everybody anyone everyone
someone even instead s t""".split())
TXT = {"projects.csv": (";", ("Project", "Goal"), ("Name", "Description")),
       "jira.csv": (",", ("Summary", "Description")),
       "ms-project.csv": (",", ("Name", "Notes")),
       "openproject.csv": (",", ("Subject", "Description"))}
def words(t):
    return {w[:5] for w in re.findall(r"[^\W_]+", t.lower()) if w not in FUNC and (len(w) > 1)}
bad = []
def err(*a): bad.append(" ".join(map(str, a)))
for s in ("a", "b"):
    d = here / s; text = {}; title = {}; row = {}
    for f in sorted(d.glob("*.csv")):
        spec = TXT[f.name]
        with open(f, encoding="utf-8", newline="") as h:
            r = list(csv.reader(h, delimiter=spec[0], strict=True))
        head = r[0]
        cols = next(c for c in spec[1:] if all(x in head for x in c))
        for i, x in enumerate(r[1:], 1):
            if len(x) != len(head): err(s, f.name, i, "columns", len(x), len(head))
            ref = f"{f.name}#{i}"; row[ref] = x
            title[ref] = x[head.index(cols[0])]; text[ref] = " ".join(x[head.index(c)] for c in cols)
    L = json.load(open(d / "labels.json", encoding="utf-8"))
    P = [p["ref"] for p in L["projects"]]; N = L["notProjects"]
    if sorted(P + N) != sorted(row): err(s, "projects + notProjects are not all rows", set(P + N) ^ set(row))
    if set(P) & set(N) or len(set(P)) != len(P): err(s, "project listed twice")
    for p in L["projects"]:
        if title[p["ref"]] != p["title"]: err(s, p, "title differs")
    seen = {}
    for kind in ("duplicates", "contradictions", "nearMisses"):
        for x in L[kind]:
            k = frozenset((x["a"], x["b"]))
            if len(k) != 2 or not k <= set(P): err(s, kind, x["a"], x["b"], "bad reference")
            if k in seen: err(s, kind, x["a"], x["b"], "also in", seen[k])
            seen[k] = kind
            if not x["why"]: err(s, "no reason", x)
            both = words(text[x["a"]]) & words(text[x["b"]])
            if kind != "nearMisses" and x["sharesNoContentWord"] != (not both):
                err(s, kind, x["a"], x["b"], title[x["a"]], "|", title[x["b"]], "label", x["sharesNoContentWord"], "shared", sorted(both))
            if "-v" in sys.argv: print(s, kind, title[x["a"]], "|", title[x["b"]], sorted(both))
    nb = {}
    for x in L["duplicates"]:
        nb.setdefault(x["a"], set()).add(x["b"]); nb.setdefault(x["b"], set()).add(x["a"])
    for p, q in nb.items():                       # clusters complete
        for y in q:
            if nb[y] | {y} != q | {p}: err(s, "cluster incomplete", p, y)
    for x in L["contradictions"]:                 # what contradicts one contradicts its duplicates
        for u, v in ((x["a"], x["b"]), (x["b"], x["a"])):
            for w in nb.get(u, ()):
                if seen.get(frozenset((w, v))) != "contradictions": err(s, "contradiction not closed", w, v)
    for o in L["orphans"]:
        if o["ref"] not in P or not set(o["missing"]) <= {"owner", "sponsor", "customer", "goal"}: err(s, "orphan", o)
    # columns that decide ownership
    miss = {o["ref"]: set(o["missing"]) for o in L["orphans"]}
    empty = {"", "-", "tbd", "n/a", "–"}
    heads = {f.name: next(csv.reader(open(f, encoding="utf-8", newline=""), delimiter=TXT[f.name][0])) for f in d.glob("*.csv")}
    COL = {"owner": ("Project lead", "Responsible", "Assignee", "Resource Names"), "sponsor": ("Sponsor", "Custom field (Sponsor)", "Accountable"),
           "customer": ("Customer", "Target group", "Custom field (Customer segment)"), "goal": ("Goal", "Description", "Notes")}
    for ref in P:
        h = heads[ref.split("#")[0]]
        for kind, names in COL.items():
            c = [n for n in names if n in h and not (kind == "goal" and "Goal" in h and n != "Goal")]
            val = row[ref][h.index(c[0])].strip().lower() if c else ""
            lacks = val in empty
            t = text[ref]
            if lacks and kind == "sponsor" and "Sponsor:" in t: lacks = False
            if lacks and kind == "customer" and ref in P and not c:
                lacks = False if "customer" not in miss.get(ref, ()) else True   # judged by reading
            if lacks != (kind in miss.get(ref, ())): err(s, ref, title[ref], kind, "cell", repr(val), "label missing" if not lacks else "not labelled missing")
    n = lambda k: sum(x["sharesNoContentWord"] for x in L[k])
    cl = {frozenset(q | {p}) for p, q in nb.items() if len(q) == 2}
    print(f"{s}: projects {len(P)}, not {len(N)}, files", {f: sum(r.startswith(f) for r in row) for f in heads},
          f"| duplicates {len(L['duplicates'])} (clusters of three {len(cl)}), no shared word {n('duplicates')}",
          f"| contradictions {len(L['contradictions'])}, no shared word {n('contradictions')}",
          f"| near-misses {len(L['nearMisses'])} | orphans {len(L['orphans'])}",
          {k: sum(k in m for m in miss.values()) for k in COL})
print("\n".join(bad) if bad else "ok"); sys.exit(bool(bad))
