"""Shared fixtures: samples where present, no way to the network, small cases."""

from __future__ import annotations

import ipaddress
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT.parent / "shared" / "samples"
AT = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)

settings.register_profile(
    "default", max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail any test that connects anywhere but to this machine, or looks up a name."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0] if isinstance(address, tuple) else str(address)
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise AssertionError("a connection to the outside was attempted")
        connect(self, address)  # type: ignore[arg-type]  # whatever the caller gave

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _samples(name: str) -> Path:
    folder = SAMPLES / name
    if not folder.is_dir():
        pytest.skip("the sample exports are not beside the project")
    return folder


@pytest.fixture
def ufed_samples() -> Path:
    """Real UFED XML samples; tests that need them are skipped where they are absent."""
    return _samples("ufed_xml")


@pytest.fixture
def account_samples() -> Path:
    """Real account downloads."""
    return _samples("account_downloads")


@pytest.fixture
def tool_samples() -> Path:
    """All samples: output of open tools lies in several folders."""
    _samples("ileapp_output")
    return SAMPLES
