"""Makes numbers: both ends of what a schema allows, and some between."""

from __future__ import annotations

import math
from typing import Any

WIDTHS: dict[str, tuple[int, int]] = {
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint8": (0, 2**8 - 1),
    "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
    "uint": (0, 2**32 - 1),
}
DOUBLES = [-1.5, 1.7976931348623157e308, 0.1, -5e-324, 123456789.125, 3]
SINGLES = [-1.5, 3.4028234663852886e38, 0.25, 16777216.5 / 2]


def integers(schema: dict[str, Any]) -> list[int]:
    """Returns the integers to choose from: the lower end, the upper end, then small ones."""
    least, most = WIDTHS.get(str(schema.get("format")), WIDTHS["int64"])
    low, high = limits(schema, 1)
    least = max(least, math.ceil(low)) if low is not None else least
    most = min(most, math.floor(high)) if high is not None else most
    step = schema.get("multipleOf")
    step = int(step) if isinstance(step, (int, float)) and step == int(step) and step >= 1 else 1
    found = [-(-least // step) * step, most // step * step, 0, step, 7 * step]
    return unique([one for one in found if least <= one <= most])


def fractions(schema: dict[str, Any]) -> list[Any]:
    """Returns the numbers to choose from."""
    low, high = limits(schema, 0)
    step = schema.get("multipleOf")
    if isinstance(step, (int, float)) and step > 0:
        found: list[Any] = [step, step * 3, 0, low, high, *multiples(low, high, step)]
        found = [one for one in found if one is not None and abs(one / step - round(one / step)) < 1e-9]
    else:
        between = [(low + high) / 2] if low is not None and high is not None else []
        found = [low, high, *between, *(SINGLES if schema.get("format") == "float" else DOUBLES)]
        found += [low + 1.5] if low is not None else []
        found += [high - 1.5] if high is not None else []
    kept = [one for one in found if one is not None and (low is None or one >= low) and (high is None or one <= high)]
    return unique([one for one in kept if allowed(schema, one)])


def multiples(low: Any, high: Any, step: Any) -> list[Any]:
    """Returns the multiples that are next to the bounds."""
    least = [] if low is None else [math.ceil(low / step), math.floor(low / step) + 1]
    most = [] if high is None else [math.floor(high / step), math.ceil(high / step) - 1]
    return [one * step if isinstance(step, int) else round(one * step, 12) for one in (*least, *most)]


def limits(schema: dict[str, Any], step: int) -> tuple[Any, Any]:
    """Returns the least and the greatest value; for integers an excluded bound moves by one."""
    low, high = real(schema.get("minimum")), real(schema.get("maximum"))
    under, over = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    if under is True and low is not None:
        low += step
    if over is True and high is not None:
        high -= step
    under, over = real(under), real(over)
    if under is not None:
        low = under + step if low is None else max(low, under + step)
    if over is not None:
        high = over - step if high is None else min(high, over - step)
    return low, high


def allowed(schema: dict[str, Any], value: Any) -> bool:
    """Tells whether a number is none of the excluded bounds."""
    under, over = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    low = schema.get("minimum") if under is True else real(under)
    high = schema.get("maximum") if over is True else real(over)
    return not (low is not None and value <= low) and not (high is not None and value >= high)


def real(value: Any) -> Any:
    """Returns a number, or nothing for what is none."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def unique(values: list[Any]) -> list[Any]:
    """Returns the values without repetitions, in order."""
    return list(dict.fromkeys(values))
