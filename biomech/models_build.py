"""Puts a pose model's two networks into the one file that MediaPipe opens: a "task bundle"."""

import io
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

#: File identifiers of the two flatbuffer schemas (schema.fbs and metadata_schema.fbs of TensorFlow Lite).
_TFLITE, _METADATA = b"TFL3", b"M001"
#: The name by which TFLite looks its metadata up among a model's buffers.
_METADATA_NAME = b"TFLITE_METADATA"
#: The first date a zip can hold: the same networks give the same bytes on any day.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX, _MODE = 3, 0o100644
#: TFLite reads weights where they lie, at multiples of this many bytes (force_align in schema.fbs), or copies them.
_ALIGNMENT = 16
_LOCAL_HEADER_BYTES = 30
#: The kind of a zip entry's extra field that only takes up room (Android's zipalign).
_PADDING = 0xD935


@dataclass(frozen=True)
class Network:
    """One network of a bundle: its name there, and its input, (value - mean) / std of 8-bit RGB values."""

    name: str
    mean: float
    std: float


def pack_bundle(networks: Iterable[tuple[Network, bytes]]) -> bytes:
    """Return a bundle of TFLite networks, each with metadata that says how its picture is normalised.

    The same input gives the same bytes with the same versions of mediapipe and flatbuffers. A stored zip, because
    MediaPipe maps the networks from the file as they lie. Raises ImportError without mediapipe.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
        for network, tflite in networks:
            entry = zipfile.ZipInfo(network.name, _NO_DATE)
            entry.create_system, entry.external_attr = _UNIX, _MODE << 16
            entry.extra = _padding(file.tell() + _LOCAL_HEADER_BYTES + len(network.name))
            bundle.writestr(entry, _add_metadata(tflite, _describe_input(network)))
    return file.getvalue()


def _padding(content_at: int) -> bytes:
    """Return an extra field that moves an entry's content to the next aligned place."""
    head_bytes = 4
    missing = -(content_at + head_bytes) % _ALIGNMENT
    return struct.pack("<HH", _PADDING, missing) + bytes(missing)


def _describe_input(network: Network) -> bytes:
    """Return TFLite metadata with one tensor: an RGB picture and its normalisation."""
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema  # noqa: PLC0415 -- may be left out

    normalisation = schema.ProcessUnitT(
        optionsType=schema.ProcessUnitOptions.NormalizationOptions,
        options=schema.NormalizationOptionsT(mean=[network.mean], std=[network.std]),
    )
    content = schema.ContentT(
        contentPropertiesType=schema.ContentProperties.ImageProperties,
        contentProperties=schema.ImagePropertiesT(colorSpace=schema.ColorSpaceType.RGB),
    )
    picture = schema.TensorMetadataT(name="image", content=content, processUnits=[normalisation])
    whole = schema.ModelMetadataT(
        name="pose", subgraphMetadata=[schema.SubGraphMetadataT(inputTensorMetadata=[picture])]
    )
    return _write(whole, _METADATA)


def _add_metadata(tflite: bytes, metadata: bytes) -> bytes:
    """Return the network with one more buffer, listed under the name of TFLite's metadata."""
    from mediapipe.tasks.metadata import schema_py_generated as schema  # noqa: PLC0415 -- may be left out

    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(tflite, 0))
    model.buffers.append(schema.BufferT(data=list(metadata)))
    entry = schema.MetadataT(name=_METADATA_NAME, buffer=len(model.buffers) - 1)
    model.metadata = [*(model.metadata or []), entry]
    return _write(model, _TFLITE)


def _write(table: Any, identifier: bytes) -> bytes:
    """Return the flatbuffer of an object of the generated schemas."""
    import flatbuffers  # noqa: PLC0415 -- comes with mediapipe, which may be left out

    class Builder(flatbuffers.Builder):
        """Aligns byte vectors as schema.fbs asks for, which the code generated for Python forgets."""

        def StartVector(self, elemSize: int, numElems: int, alignment: int) -> Any:  # noqa: N802, N803 -- its names
            return super().StartVector(elemSize, numElems, _ALIGNMENT if elemSize == 1 else alignment)

    builder = Builder()
    builder.Finish(table.Pack(builder), identifier)
    return bytes(builder.Output())
