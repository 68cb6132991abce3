"""What was found, as text; `python -m benchmarks.table FILE` writes numbers kept as JSON as the documents show them."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.rounds import AT_A_TIME, Timing


def told(timing: Timing) -> dict[str, Any]:
    """Return a timing as plain values."""
    about = {"name": timing.name, "method": timing.endpoint.method, "path": timing.endpoint.path}
    numbers = {str(connections): asdict(timing.at(connections)) for connections in AT_A_TIME}
    return about | {"queries": timing.queries, "bytes": timing.bytes, "at": numbers}


def table(timings: list[Timing]) -> str:
    """Return as text, for each number of connections, p50 and p95 in ms and requests a second.

    CPU is milliseconds for each request at 16, of web server and database. Compared with the baseline are the median
    at one connection, and the throughput at 4 and 16.
    """
    columns = "".join(f"{f'p50 at {many}':>11}{'p95':>7}{'/s':>7}" for many in AT_A_TIME)
    lines = [f"{'':24}{'queries':>8}{'kB':>7}{columns}{'p50 x':>8}{'/s at 4':>9}{'at 16':>7}{'CPU':>8}"]
    for timing in timings:
        found = {many: timing.at(many) for many in AT_A_TIME}
        numbers = "".join(f"{at.p50_ms:>11.2f}{at.p95_ms:>7.1f}{at.rps:>7.0f}" for at in found.values())
        compared = f"{found[1].ratio:>7.2f}x{found[4].share:>9.0%}{found[16].share:>7.0%}{found[16].cpu_ms:>8.2f}"
        lines.append(f"{timing.name:24}{timing.queries:>8}{timing.bytes / 1000:>7.1f}{numbers}{compared}")
        base = [(at.baseline_p50_ms, at.baseline_p95_ms, at.baseline_rps) for at in found.values()]
        numbers = "".join(f"{p50:>11.2f}{p95:>7.1f}{rps:>7.0f}" for p50, p95, rps in base)
        lines.append(f"{'   baseline':39}{numbers}{'':24}{found[16].baseline_cpu_ms:>8.2f}")
    return "\n".join(lines)


def markdown(result: dict[str, Any]) -> str:
    """Return the numbers of one database as tables: medians and throughput, the limits, and the layers."""
    at_a_time = " | ".join(f"p50, p95 at {many} | /s" for many in AT_A_TIME)
    lines = [f"| | queries | kB | {at_a_time} | p50 × | /s at 4 | at 16 | CPU |", "|---|" + "--:|" * 12]
    for row in result["endpoints"]:
        found = [row["at"][str(many)] for many in AT_A_TIME]
        cells = [f"{row['name']} | {row['queries']} | {row['bytes'] / 1000:.1f}"]
        cells += [f"{at['p50_ms']:.2f}, {at['p95_ms']:.1f} | {at['rps']:,.0f}" for at in found]
        cells += [
            f"{found[0]['ratio']:.2f} | {found[1]['share']:.0%} | {found[2]['share']:.0%} | {found[2]['cpu_ms']:.2f}"
        ]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "| limit | found | |", "|---|--:|---|"]
    for one in result["checks"]:
        lines.append(
            f"| {one['what']}: {one['limit']:g} | {one['found']:.2f} | {'kept' if one['ok'] else '**not kept**'} |"
        )
    layers = sorted(
        {layer for spent in result["layers_us"].values() for layer in spent}, key=lambda name: name != "all"
    )
    lines += ["", f"| µs | {' | '.join(result['layers_us'])} |", "|---|" + "--:|" * len(result["layers_us"])]
    for layer in layers:
        spent = [f"{each.get(layer, 0):,}" for each in result["layers_us"].values()]
        lines.append(f"| {layer} | {' | '.join(spent)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    for kept in json.loads(Path(sys.argv[1]).read_text()):
        print(f"### {kept['database']}, {kept['day']}\n\n{markdown(kept)}\n")
