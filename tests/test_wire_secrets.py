"""Secrets on their way: never in the clear where they could be spooled."""

from pssh.objects.net.security import PSCredential, SecureString
from pssh.wire.decoder import decode_batch
from pssh.wire.encoder import Encoder
from pssh.wire.packing import pack, unpack

KEY = bytes(range(32))


def send(value, key):
    return pack([[0, Encoder(key=key).encode(value)]])


def test_a_sealed_secret_is_not_in_the_bytes_and_comes_back():
    for value in (SecureString("correct horse"), PSCredential("ann", SecureString("correct horse"))):
        data = send(value, KEY)
        assert b"horse" not in data
        (back,) = decode_batch(unpack(data), key=KEY)
        secret = back if isinstance(back, SecureString) else back.password
        assert secret.reveal() == "correct horse"


def test_another_client_reads_nothing():
    (back,) = decode_batch(unpack(send(SecureString("correct horse"), KEY)), key=b"another key")
    assert back is None
    (back,) = decode_batch(unpack(send(PSCredential("ann", SecureString("secret")), KEY)), key=b"")
    assert (back.user_name, back.password.reveal()) == ("ann", "")


def test_a_changed_secret_is_noticed():
    data = bytearray(send(SecureString("correct horse"), KEY))
    data[-1] ^= 1
    assert decode_batch(unpack(bytes(data)), key=KEY) == [None]


def test_equal_secrets_look_different():
    assert send(SecureString("same"), KEY) != send(SecureString("same"), KEY)
