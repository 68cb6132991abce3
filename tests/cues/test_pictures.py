"""Pictures of cues: what is taken is written anew, small, upright, with nothing else in it; the rest is refused."""

import io
import random
import struct
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from cues.domain import pictures
from cues.domain.pictures import Rejected, read_picture
from tests.cues.conftest import picture


def read(content):
    return read_picture(io.BytesIO(content), size=len(content))


def attempt(content):
    """Return what is kept of a file, and the code of the refusal where it is not taken."""
    try:
        return read(content).content, None
    except Rejected as refused:
        return b"", refused.code


def opened(content):
    return Image.open(io.BytesIO(content))


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width, height, rows):
    """Return a PNG whose head says width and height, whatever the rows are."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# --- what is taken ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_that_is_taken_is_kept_as_webp(kind):
    found = read(picture((64, 48), kind))
    assert (opened(found.content).format, found.width, found.height) == ("WEBP", 64, 48)


@pytest.mark.parametrize(
    ("mode", "color"), [("L", 128), ("LA", (128, 60)), ("P", 3), ("1", 1), ("RGBA", (9, 9, 9, 0)), ("I;16", 40_000)]
)
def test_every_way_to_store_colours_is_read(mode, color):
    assert opened(read(picture(mode=mode, color=color)).content).size == (40, 30)


def test_sixteen_bits_of_grey_keep_their_shade():
    shade = opened(read(picture(mode="I;16", color=32_768)).content).getpixel((5, 5))[0]
    assert 120 <= shade <= 136


def test_what_shines_through_still_does():
    assert opened(read(picture(mode="RGBA", color=(200, 0, 0, 0))).content).convert("RGBA").getpixel((5, 5))[3] == 0


def test_cmyk_from_a_printer_is_read():
    assert opened(read(picture(kind="JPEG", mode="CMYK", color=(0, 255, 255, 0))).content).mode == "RGB"


@pytest.mark.parametrize(
    ("size", "kept"),
    [((4000, 3000), (1280, 960)), ((900, 2560), (450, 1280)), ((1280, 40), (1280, 40)), ((5, 7), (5, 7))],
)
def test_a_large_picture_is_made_small_and_a_small_one_stays(size, kept):
    found = read(picture(size, "JPEG"))
    assert (found.width, found.height) == opened(found.content).size == kept


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_comes_out_upright_however_the_phone_was_held(turn):
    lying = Image.new("RGB", (60, 40), "white")
    ImageDraw.Draw(lying).rectangle((0, 0, 19, 13), fill="black")  # marks the corner that the sensor read first
    exif = Image.Exif()
    exif[pictures.ORIENTATION] = turn
    content = io.BytesIO()
    lying.save(content, "JPEG", exif=exif, quality=95)
    found = read(content.getvalue())
    assert (found.width, found.height) == ((60, 40) if turn < 5 else (40, 60))
    right, below = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[turn]
    upright = opened(found.content).convert("L")
    corners = {
        (x, y): upright.getpixel((x * (found.width - 6) + 3, y * (found.height - 6) + 3))
        for x in (0, 1)
        for y in (0, 1)
    }
    assert [corner for corner, shade in corners.items() if shade < 100] == [(right, below)]


def test_nothing_of_where_and_with_what_it_was_taken_is_kept():
    exif = Image.Exif()
    exif[0x010F], exif[0x0132] = "SecretPhone", "2026:01:01 10:00:00"
    exif.get_ifd(0x8825)[1] = "N"
    jpeg = picture(kind="JPEG", exif=exif, comment=b"SecretComment", icc_profile=b"SecretProfile" * 20)
    words = PngInfo()
    words.add_text("Author", "SecretAuthor")
    words.add_itxt("XML:com.adobe.xmp", "SecretXmp")
    drawn = picture(kind="PNG", pnginfo=words, exif=exif)
    webp = picture(kind="WEBP", exif=exif, xmp=b"SecretXmp", icc_profile=b"SecretProfile" * 20)
    for content in (jpeg, drawn, webp):
        assert b"Secret" in content or b"secret" in content.lower()
        kept = read(content).content
        assert b"Secret" not in kept
        assert not opened(kept).getexif()
        assert not {"icc_profile", "exif", "xmp", "comment"} & opened(kept).info.keys()


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_broken_exif_does_not_cost_the_picture():
    assert read(picture(kind="JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff")).width == 40


def test_of_an_animation_the_first_picture_is_kept():
    written = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue", "green")]
    frames[0].save(written, "WEBP", save_all=True, append_images=frames[1:])
    found = opened(read(written.getvalue()).content)
    assert getattr(found, "n_frames", 1) == 1
    assert found.convert("RGB").getpixel((9, 9))[0] > 200


# --- what comes along -------------------------------------------------------------------------------------------


def _zip():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("evil.html", "<script>alert(1)</script>")
    return held.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("rider", [_zip(), b"<html><script>alert(1)</script>", b"%PDF-1.7 stuff", b"\0" * 5000])
def test_a_file_that_is_two_things_at_once_comes_out_as_a_picture_alone(kind, rider):
    kept, refused = attempt(picture(kind=kind) + rider)
    if refused:
        assert refused == "broken_picture"
        return
    assert not zipfile.is_zipfile(io.BytesIO(kept))
    assert b"script" not in kept
    assert kept.startswith(b"RIFF")
    assert struct.unpack("<I", kept[4:8])[0] + 8 == len(kept)  # nothing behind the end


def test_a_script_inside_of_a_comment_does_not_come_along():
    kept = read(picture(kind="JPEG", comment=b"<script>alert(1)</script>" + _zip())).content
    assert b"script" not in kept
    assert b"PK\x03\x04" not in kept


# --- what is refused --------------------------------------------------------------------------------------------

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GIF = picture(kind="GIF")


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        b"push hips back\n",
        b"<html><body>",
        _zip(),
        GIF,
        picture(kind="BMP"),
        picture(kind="TIFF"),
        b"RIFF",
        b"\xff",
        b"RIFF\x24\0\0\0WAVEfmt ",
        _zip() + picture(),
        b"\n" + picture(kind="JPEG"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
    ],
)
def test_what_is_no_picture_of_a_known_kind_is_refused_by_its_bytes(content):
    with pytest.raises(Rejected, match="Send a JPEG, PNG or WebP file") as refused:
        read(content)
    assert refused.value.code == "not_a_picture"


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + SVG,
        b"\xff\xd8\xff\xe0<html><script>alert(1)</script>",
        b"RIFF\x24\0\0\0WEBP" + SVG,
        b"RIFF\xff\xff\xff\x7fWEBPVP8 " + b"\0" * 64,
        picture((300, 300), "JPEG")[:400],
        picture((300, 300), "PNG")[:200],
        picture((300, 300), "WEBP")[:60],
        png(3000, 3000, b"\0" * 50),
        picture(kind="PNG").replace(b"IHDR", b"IHDX"),
    ],
)
def test_a_file_whose_head_lies_is_refused(content):
    with pytest.raises(Rejected) as refused:
        read(content)
    assert refused.value.code == "broken_picture"
    assert refused.value.reason == "This picture is damaged and cannot be read. Send another one."


def test_a_bomb_is_refused_by_its_head_before_it_is_unpacked(monkeypatch):
    def unpack(*args, **kwargs):
        raise AssertionError("was unpacked")

    monkeypatch.setattr(Image.Image, "convert", unpack)
    for width, height in ((8000, 5001), (20_000, 20_000), (2**31 - 1, 2**31 - 1), (60_000_000, 1)):
        with pytest.raises(Rejected) as refused:
            read(png(width, height, zlib.compress(b"\0" * 1000)))
        assert refused.value.code == "too_many_pixels"
        assert "40 megapixels" in refused.value.reason


def test_forty_megapixels_are_taken():
    assert (read(picture((8000, 5000), "JPEG", mode="L", color=0)).width) == 1280


def test_text_that_unpacks_to_a_great_deal_is_no_way_in():
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 80_000_000, 9))
    whole = picture(kind="PNG")
    at = whole.index(b"IDAT") - 4
    kept, refused = attempt(whole[:at] + bomb + whole[at:])
    assert refused in (None, "broken_picture")
    assert len(kept) < 5000


def test_more_than_ten_megabytes_are_refused():
    with pytest.raises(Rejected, match="10 MB") as refused:
        read_picture(io.BytesIO(picture()), size=10 * 2**20 + 1)
    assert refused.value.code == "too_large"
    with pytest.raises(Rejected, match="empty"):
        read(b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_with_wrong_bytes_in_it_is_a_picture_or_a_sentence(kind):
    whole, dice = bytearray(picture((90, 60), kind)), random.Random(5)
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(dice.randrange(1, 12)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        kept, refused = attempt(bytes(broken))
        assert refused in ("not_a_picture", "broken_picture", "too_many_pixels") or opened(kept).format == "WEBP"


def test_pictures_are_read_one_after_the_other(monkeypatch):
    written, at_once, most = pictures._written_anew, [], []

    def slowly(file):
        at_once.append(file)
        most.append(len(at_once))
        time.sleep(0.02)
        at_once.remove(file)
        return written(file)

    monkeypatch.setattr(pictures, "_written_anew", slowly)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(read, [picture()] * 8))
    assert (len(found), set(most)) == (8, {1})
