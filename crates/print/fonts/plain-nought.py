"""Takes the stroke out of the nought of Atkinson Hyperlegible Next: `plain-nought.py FONT...` (needs fonttools, brotli).

The font strokes its nought to tell it from the letter O. Children who are learning to write figures read the stroke as
another sign, and ours never stand beside a letter O. The two shapes inside the stroke become one: the outer outline,
scaled to the width and height of what it replaces.
"""

import sys
from math import radians, tan

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates


def plain(font):
    glyph = font["glyf"]["zero"]
    if glyph.numberOfContours != 3:
        return False
    slope = tan(radians(-font["post"].italicAngle))
    upright = [(x - slope * y, y) for x, y in glyph.coordinates]
    end = glyph.endPtsOfContours[0] + 1
    outer, inner = upright[:end], upright[end:]
    flags = list(glyph.flags[:end])

    def box(points, axis):
        values = [point[axis] for point in points]
        return (min(values) + max(values)) / 2, (max(values) - min(values)) / 2

    def scaled(axis):
        (outer_mid, outer_half), (inner_mid, inner_half) = box(outer, axis), box(inner, axis)
        mid = inner_mid if axis else outer_mid
        return lambda value: mid + (value - outer_mid) * inner_half / outer_half

    across, up = scaled(0), scaled(1)
    hole = [(across(x), up(y)) for x, y in reversed(outer)]
    points = [(round(x + slope * y), round(y)) for x, y in outer + hole]
    glyph.coordinates = GlyphCoordinates(points)
    glyph.flags = type(glyph.flags)(flags + flags[::-1])
    glyph.endPtsOfContours = [end - 1, 2 * end - 1]
    glyph.numberOfContours = 2
    glyph.program.fromBytecode(b"")
    return True


for path in sys.argv[1:]:
    font = TTFont(path)
    print(path, "made plain" if plain(font) else "has no stroked nought")
    font.save(path)
