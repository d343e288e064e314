"""Numbers that services/commitments/src/effect/random-effects.test.ts compares with, by the textbook formulas in matrices.

python3 -m venv v && v/bin/pip install numpy==2.* scipy==1.* && v/bin/python tests/commitments/effect.py
The same as R: metafor::rma(y, v, mods = ~ kept [+ start], method = "DL", test = "knha").
"""
import json
import numpy as np
from scipy import stats

# kept, mean and standard error before, mean and standard error after
UNITS = [
    (1, 3.1012, .1210, 3.5120, .1190), (1, 2.9021, .2020, 3.1004, .1875), (1, 3.4410, .0812, 3.6631, .0790), (1, 2.7550, .2512, 3.4210, .2488),
    (1, 3.0108, .1500, 3.1902, .1611), (1, 3.2999, .1011, 3.7100, .0987), (0, 3.2200, .1300, 3.2504, .1250), (0, 3.0507, .1888, 2.9010, .1790),
    (0, 3.5100, .0900, 3.6002, .0911), (0, 2.8801, .2201, 3.0900, .2304), (0, 3.1200, .1402, 3.0711, .1377), (0, 3.6002, .0705, 3.5410, .0733), (0, 3.0009, .1612, 3.2222, .1599),
]
u = np.array(UNITS)
y = u[:, 3] - u[:, 1]


def fit(X, v):
    k, p = X.shape
    W = np.diag(1 / v)
    P = W - W @ X @ np.linalg.inv(X.T @ W @ X) @ X.T @ W
    tau2 = max(0.0, (y @ P @ y - (k - p)) / np.trace(P))
    W = np.diag(1 / (v + tau2))
    A = np.linalg.inv(X.T @ W @ X)
    b = A @ X.T @ W @ y
    r = y - X @ b
    se = np.sqrt((r @ W @ r) / (k - p) * np.diag(A))
    t = stats.t.ppf(.975, k - p)
    return {'estimates': b.tolist(), 'standardErrors': se.tolist(), 'between': float(tau2), 'degreesOfFreedom': k - p,
            'low': float(b[1] - t * se[1]), 'high': float(b[1] + t * se[1]), 'p': float(2 * stats.t.sf(abs(b[1] / se[1]), k - p))}


one = np.ones(len(u))
start = u[:, 1] - u[:, 1].mean()
for shrink in (1, .3):
    # With standard errors so much smaller, units differ by more than sampling.
    v = shrink ** 2 * (u[:, 2] ** 2 + u[:, 4] ** 2)
    print(json.dumps({'shrink': shrink, 'plain': fit(np.column_stack([one, u[:, 0]]), v), 'equalStart': fit(np.column_stack([one, u[:, 0], start]), v)}))
