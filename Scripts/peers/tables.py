"""The tables of the README's performance section, as Markdown."""

from math import exp, log
from statistics import median

PASSES = {
    "conv": ["forward", "input_gradient", "weight_gradient", "train"],
    "model": ["train", "infer", "infer1"],
}
TITLES = {"conv": "Convolution layers", "model": "Models"}
OURS = "fovea"


class Figures:
    """The figures of one kind and thread count: those of each round for an engine, a case and a pass."""

    def __init__(self):
        self.values = {}

    def add(self, engine, line):
        for what in ("ms", "peak_mb"):
            if what in line:
                self.values.setdefault((what, line["case"], line["pass"]), {}).setdefault(engine, []).append(line[what])

    def medians(self, what, case, kind):
        """Each engine's median over the rounds."""
        return {engine: median(found) for engine, found in self.values.get((what, case, kind), {}).items()}

    def compared(self, what, case, kind):
        """Our median, the lowest of the peers' and whose that is; None where either is missing."""
        medians = self.medians(what, case, kind)
        ours = medians.pop(OURS, None)
        if ours is None or not medians:
            return None
        peer = min(medians, key=medians.get)
        return ours, medians[peer], peer


def markdown(heading, rows):
    """Lines of a table; the first column is of words, the rest of numbers."""
    rule = ["---"] + ["---:"] * (len(heading) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [heading, rule, *rows])


def number(value):
    """Three digits that count."""
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f}" if value >= 1 else f"{value:.3f}"


def summary(ratios):
    """Geometric mean and worst of ratios by case, as two cells."""
    if not ratios:
        return "-", "-"
    worst = min(ratios, key=ratios.get)
    return f"{exp(sum(map(log, ratios.values())) / len(ratios)):.2f}", f"{ratios[worst]:.2f} ({worst})"


def report(kind, threads, names, figures):
    """The table of a kind: for each case and pass the ratio, our time and the fastest peer's."""
    columns = [title.replace("_", " ") for title in PASSES[kind]]
    compared = {(case, p): figures.compared("ms", case, p) for case in names for p in PASSES[kind]}
    rows = []
    for case in names:
        found = [compared[case, p] for p in PASSES[kind]]
        cells = [f"{f[1] / f[0]:.2f} ({number(f[0])} / {number(f[1])} {f[2]})" if f else "-" for f in found]
        rows.append([case, *cells] + ([memory(case, figures)] if kind == "model" else []))
    summaries = [
        summary({case: f[1] / f[0] for case in names if (f := compared[case, p])}) for p in PASSES[kind]
    ]
    padding = [""] if kind == "model" else []
    rows.append(["geometric mean", *(mean for mean, _ in summaries), *padding])
    rows.append(["worst", *(worst for _, worst in summaries), *padding])
    if kind == "model":
        columns.append("peak memory of training")
    of = f"{TITLES[kind]}, {threads} thread{'s' if threads > 1 else ''}"
    return f"### {of}\n\n" + markdown(["case", *columns], rows) + "\n"


def memory(case, figures):
    """Our peak memory as a share of the least that a peer trained with, and both in MiB."""
    found = figures.compared("peak_mb", case, "train")
    return f"{found[0] / found[1]:.2f} ({found[0]:.0f} / {found[1]:.0f} {found[2]})" if found else "-"
