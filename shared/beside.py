"""Which provinces lie beside each other: pairs of neighbouring provinces on land, by their codes.

General geography, compared pair by pair with the boundaries of the Royal Thai Survey Department of 2562 (OCHA/HDX):
176 pairs touch there. Phangnga and Phuket are one more, joined by the Sarasin Bridge. Borders in the sea do not count.
"""

_BESIDE = {
    "10": "11 12 13 24 73 74",
    "11": "24",
    "12": "13 14 73",
    "13": "14 19 24 26",
    "14": "15 16 19 72 73",
    "15": "16 17 72",
    "16": "17 19 30 36 60 67",
    "17": "18 60 72",
    "18": "60 61 72",
    "19": "26 30",
    "20": "21 22 24",
    "21": "22",
    "22": "23 24 27",
    "24": "25 26 27",
    "25": "26 27 30",
    "26": "30",
    "27": "30 31",
    "30": "31 36 40",
    "31": "32 40 44",
    "32": "33 44 45",
    "33": "34 35 45",
    "34": "35 37",
    "35": "37 45 49",
    "36": "40 67",
    "37": "49",
    "38": "43 47 48",
    "39": "40 41 42",
    "40": "41 42 44 46 67",
    "41": "42 43 46 47",
    "42": "43 65 67",
    "43": "47",
    "44": "45 46",
    "45": "46 49",
    "46": "47 49",
    "47": "48 49",
    "48": "49",
    "50": "51 52 57 58 63",
    "51": "52 63",
    "52": "54 56 57 63 64",
    "53": "54 55 64 65",
    "54": "55 56 64",
    "55": "56",
    "56": "57",
    "58": "63",
    "60": "61 62 63 66 67",
    "61": "63 71 72",
    "62": "63 64 65 66",
    "63": "64 71",
    "64": "65",
    "65": "66 67",
    "66": "67",
    "70": "71 73 74 75 76",
    "71": "72 73",
    "72": "73",
    "73": "74",
    "74": "75",
    "75": "76",
    "76": "77",
    "77": "86",
    "80": "81 84 90 92 93",
    "81": "82 84 92",
    "82": "83 84 85",
    "84": "85 86",
    "85": "86",
    "90": "91 93 94 95",
    "91": "92 93",
    "92": "93",
    "94": "95 96",
    "95": "96",
}
"""Each pair once: the lower code names the higher ones."""
PAIRS = frozenset(
    pair
    for one, others in _BESIDE.items()
    for other in others.split()
    for pair in ((one, other), (other, one))
)
"""Each pair both ways."""
KNOWN = frozenset(one for one, _ in PAIRS)
"""The provinces whose neighbours are known: all 77."""


def may_touch(one: str, other: str) -> bool:
    """Say whether two areas may touch as far as their codes tell: in one province or in neighbouring ones.

    Of a province that is newer than this list nothing is known, and nothing is ruled out.
    """
    here, there = one[:2], other[:2]
    return here == there or not {here, there} <= KNOWN or (here, there) in PAIRS
