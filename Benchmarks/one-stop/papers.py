# SPDX-License-Identifier: Apache-2.0
"""Three papers of about 400 kB: a picture of a page, and two scans, a page in a PDF each.

usage: papers.py FOLDER, prints their paths.
"""
import pathlib
import random
import struct
import sys
import zlib

SIZE = 400_000
WIDTH, HEIGHT = 1_240, 1_754


def page(seed):
    """Grey rows of a page, white but for a grain that makes it as large as a scan when it is packed."""
    grain = random.Random(seed)
    grainy = SIZE * 10 // (3 * WIDTH)
    rows = []
    for row in range(HEIGHT):
        if row * grainy // HEIGHT != (row + 1) * grainy // HEIGHT:
            bits = grain.getrandbits(2 * WIDTH)
            rows.append(bytes(255 - 8 * ((bits >> 2 * place) & 3) for place in range(WIDTH)))
        else:
            rows.append(b"\xff" * WIDTH)
    return rows


def picture(rows):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def scan(rows):
    draw, packed = b"q 595 0 0 842 0 0 cm /I Do Q", zlib.compress(b"".join(rows), 9)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (WIDTH, HEIGHT, len(packed), packed),
    ]
    whole, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return whole + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table, len(whole))


def papers(folder):
    folder = pathlib.Path(folder)
    made = [("giay-to-1.png", picture), ("ban-quet-2.pdf", scan), ("ban-quet-3.pdf", scan)]
    for seed, (name, form) in enumerate(made):
        (folder / name).write_bytes(form(page(seed)))
    return [str(folder / name) for name, _ in made]


if __name__ == "__main__":
    print("\n".join(papers(sys.argv[1])))
