"""The thread: from a sentence to what became of it, and back.

stations   the six stations and what stands at each, seen from any of them
streams    how many statements went which way, as one picture
"""

from .stations import Item, Station, Thread, thread_from
from .streams import KIND_STREAMS, publish_streams, streams

__all__ = ["KIND_STREAMS", "Item", "Station", "Thread", "publish_streams", "streams", "thread_from"]
