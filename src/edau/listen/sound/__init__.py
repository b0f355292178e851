"""What a recording is, found from its content alone: neither its name nor what the browser says of it is believed."""

from edau.listen.sound.recognise import LARGEST, LONGEST, NotSound, Sound, Trouble, sound_of
from edau.listen.sound.strip import stripped

__all__ = ["LARGEST", "LONGEST", "NotSound", "Sound", "Trouble", "sound_of", "stripped"]
