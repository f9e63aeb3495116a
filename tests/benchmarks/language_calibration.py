"""This will set the decision "does anything fit" on the development questions and store it in the package.

Run: python tests/benchmarks/language_calibration.py. The untouched third is not looked at. To the questions that
nothing answers come half of the public questions to the government; the other half is for the benchmark.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from dutch_text import matching  # noqa: E402
from dutch_text.meaning import Meaning  # noqa: E402
from dutch_text.search import Index  # noqa: E402
from language import evaluation  # noqa: E402

TARGET = ROOT / "src" / "dutch_text" / "data" / "calibration.json"
WORDS = ("topic", "topic_share", "elsewhere_share", "uncovered", "spelling")
SIGNALS = {"without_meaning": WORDS, "with_meaning": (*WORDS, "contrast", "nearness")}


def model():
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.5, class_weight="balanced"))


def read(index: Index, *, use_meaning: bool) -> tuple[list[dict[str, float]], np.ndarray]:
    asked = [(question.text, bool(question.acceptable)) for question in evaluation.development()]
    asked += [(text, False) for text in evaluation.public_questions()[::2]]
    rows = []
    for text, _ in asked:
        query = index.read(text)
        rows.append(matching.signals(index, query, index.score(query, use_meaning=use_meaning)))
    return rows, np.array([fits for _, fits in asked])


def curve(table: np.ndarray, fits: np.ndarray) -> list[tuple[float, float, float]]:
    """This will return (threshold, false answers, false silence), cross-validated ten times."""
    folds = [StratifiedKFold(10, shuffle=True, random_state=seed) for seed in range(10)]
    told = [cross_val_predict(model(), table, fits, cv=fold, method="predict_proba")[:, 1] for fold in folds]
    points = []
    for threshold in np.linspace(0.02, 0.98, 49):
        answers = float(np.mean([(one[~fits] >= threshold).mean() for one in told]))
        silence = float(np.mean([(one[fits] < threshold).mean() for one in told]))
        points.append((round(float(threshold), 2), round(answers, 4), round(silence, 4)))
    return points


def calibrate(index: Index, name: str) -> dict[str, object]:
    rows, fits = read(index, use_meaning=name == "with_meaning")
    table = np.array([[row[signal] for signal in SIGNALS[name]] for row in rows])
    scaler, logistic = (fitted := model().fit(table, fits))[0], fitted[1]
    weights = logistic.coef_[0] / scaler.scale_
    points = curve(table, fits)
    threshold, answers, silence = min(points, key=lambda point: (max(point[1:]), sum(point[1:])))
    print(f"{name}: threshold {threshold}, false answers {answers:.3f}, false silence {silence:.3f}")
    return {
        "weights": {signal: round(float(w), 5) for signal, w in zip(SIGNALS[name], weights, strict=True)},
        "intercept": round(float(logistic.intercept_[0] - (weights * scaler.mean_).sum()), 5),
        "threshold": threshold,
        "questions": {"that something fits": int(fits.sum()), "that nothing fits": int((~fits).sum())},
        "curve": points,
    }


def main() -> None:
    if not evaluation.public_questions():
        raise SystemExit("The public questions are missing: nothing is calibrated without them.")
    index = Index(evaluation.offers(), vocabulary=evaluation.vocabulary(), meaning=Meaning())
    TARGET.write_text(json.dumps({name: calibrate(index, name) for name in SIGNALS}, indent=1) + "\n")


if __name__ == "__main__":
    main()
