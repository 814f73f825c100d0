"""The key from pseudonym to person, sealed with a passphrase, for keeping apart from what was served.

Scrypt (RFC 7914) makes a key from the passphrase, ChaCha20-Poly1305 (RFC 8439) seals with it; both from `cryptography`.
The file is one line of JSON with the parameters, so that it can be opened after years, and the sealed bytes in Base64.
Any change to either is noticed when it is opened.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from disclosure.errors import InputError, UsageError
from disclosure.identities import register

MAGIC: Final = "disclosure-sealed-key"
SHORTEST_PASSPHRASE: Final = 12
_VERSION: Final = 1
_COST, _BLOCK, _LANES = 1 << 17, 8, 1
"""128 MiB and about half a second for each guess: the parameters that OWASP's password storage cheat sheet gives."""
_MOST_MEMORY: Final = 1 << 30
_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES = 16, 12, 32
_KEPT: Final = ("pseudonym", "role", "party_id", "kind", "raw_value", "value")


def seal(path: Path, rows: Iterable[Mapping[str, Any]], passphrase: str) -> int:
    """Write the key of a case.

    Args:
        path: Where to; replaced if it exists.
        rows: Rows of the table `persons`.
        passphrase: At least `SHORTEST_PASSPHRASE` characters.

    Returns:
        Number of persons.

    Raises:
        UsageError: The passphrase is too short.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UsageError(
            "passphrase_too_short",
            f"The passphrase has fewer than {SHORTEST_PASSPHRASE} characters.",
            "Use several words.",
        )
    entries = [{name: row[name] for name in _KEPT} for row in rows]
    head = {
        "format": MAGIC,
        "version": _VERSION,
        "scrypt": {"n": _COST, "r": _BLOCK, "p": _LANES, "salt": _text(os.urandom(_SALT_BYTES))},
        "chacha20poly1305_nonce": _text(os.urandom(_NONCE_BYTES)),
    }
    stated = json.dumps(head, sort_keys=True)
    sealed = ChaCha20Poly1305(_derive(head, passphrase)).encrypt(
        _bytes(head["chacha20poly1305_nonce"]), json.dumps(entries, ensure_ascii=False).encode(), stated.encode()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(f"{stated}\n{_text(sealed)}\n", encoding="ascii", newline="\n")
    temporary.replace(path)
    return len({entry["pseudonym"] for entry in entries})


def reveal(path: Path, pseudonym: str, passphrase: str) -> list[dict[str, Any]]:
    """What the key says of one pseudonym; empty where it knows no such person.

    Args:
        path: The sealed key.
        pseudonym: As printed, with or without brackets and leading noughts, in any case.
        passphrase: The passphrase.

    Raises:
        InputError: There is no key, it was altered, or the passphrase is not its own.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        stated, sealed = path.read_text(encoding="ascii").splitlines()
        head = json.loads(stated)
        if head["format"] != MAGIC or head["version"] != _VERSION:
            raise ValueError
        opened = ChaCha20Poly1305(_derive(head, passphrase)).decrypt(
            _bytes(head["chacha20poly1305_nonce"]), _bytes(sealed), stated.encode()
        )
    except FileNotFoundError:
        raise InputError("no_sealed_key", f"{path} does not exist.", "Make it with: disclosure seal CASE") from None
    except InvalidTag:
        raise InputError(
            "passphrase_wrong",
            f"{path} does not open: the passphrase is another, or the file was altered.",
            "Try again.",
        ) from None
    except (ValueError, KeyError, TypeError):
        raise InputError("sealed_key_unreadable", f"{path} is not a sealed key of this version.", "") from None
    # A key sealed by an earlier version has the same numbers without leading noughts.
    wanted = register.parse(pseudonym)
    return [entry for entry in json.loads(opened) if wanted and register.parse(entry["pseudonym"]) == wanted]


def is_sealed_key(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a sealed key, or of an age file, whatever the file's name."""
    return head.startswith((b"age-encryption.org/", b"-----BEGIN AGE")) or MAGIC.encode() in head


def _derive(head: Mapping[str, Any], passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    scrypt = head["scrypt"]
    if 128 * scrypt["n"] * scrypt["r"] > _MOST_MEMORY:
        raise ValueError("asks for more memory than any key of ours")
    kdf = Scrypt(salt=_bytes(scrypt["salt"]), length=_KEY_BYTES, n=scrypt["n"], r=scrypt["r"], p=scrypt["p"])
    return bytes(kdf.derive(passphrase.encode()))


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(value: object) -> bytes:
    return base64.b64decode(str(value), validate=True)
