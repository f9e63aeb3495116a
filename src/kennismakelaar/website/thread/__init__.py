"""The thread: from a sentence to what became of it, and back.

starts      the points one may start from
stations    the five stations and what stands at each, seen from any of them
judgements  what was judged per topic, as far as the reader may know it
streams     how many statements went which way, as one picture
"""

from .stations import Item, Station, Thread, thread_from
from .streams import KIND_STREAMS, publish_streams, streams

__all__ = ["KIND_STREAMS", "Item", "Station", "Thread", "publish_streams", "streams", "thread_from"]
