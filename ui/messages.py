"""What a browser may send over the page's websocket and by upload, checked before Streamlit sees it.

Streamlit hears more than this page needs: any reader could have it drop everybody's caches, or tell which files lie
uncommitted beside the page. What the page itself never sends is not passed on. Uploads are taken only from a session
in which the page has offered one: otherwise a stranger could fill the server's memory, though nothing were kept.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

HEARD = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"})
DONE_FOR_A_READER = frozenset({"deferred_file", "dataframe_chunk"})  # operations: a file to download, more of a table
MOST_OFFERED = 10_000  # sessions; the oldest is forgotten
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/")
_CLOSED = re.compile(r"/_stcore/(metrics|agent)(/|\Z)")
_LOG = logging.getLogger(__name__)
_offered: OrderedDict[str, None] = OrderedDict()


def is_wanted(data: bytes) -> bool:
    """Whether a message is one of those that the page sends. One that cannot be read is left to Streamlit to refuse.

    >>> is_wanted(BackMsg(clear_cache=True).SerializeToString())
    False
    >>> is_wanted(BackMsg(rerun_script={"query_string": "z=5"}).SerializeToString())
    True
    """
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        return True
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in DONE_FOR_A_READER
    if kind not in HEARD:
        _LOG.warning("refused: message %s", kind)
    return kind in HEARD


def offer_upload() -> None:
    """Note that this session's page offers an upload; called where it is drawn, after ``access.require``.

    >>> def offered() -> bool:
    ...     offer_upload()
    ...     return is_open("PUT", f"/_stcore/upload_file/{get_script_run_ctx().session_id}/a-file")
    >>> on_page(offered)
    True
    """
    context = get_script_run_ctx()
    if context is not None:
        _offered[context.session_id] = None
        _offered.move_to_end(context.session_id)
    while len(_offered) > MOST_OFFERED:
        _offered.popitem(last=False)


def is_open(method: str, path: str) -> bool:
    """Whether this address answers at all: not where there is nothing for a reader, nor an upload that nobody offered.

    >>> [is_open("GET", each) for each in ("/", "/_stcore/health", "/map/_stcore/metrics", "/_stcore/agent/interact")]
    [True, True, False, False]
    >>> is_open("PUT", "/_stcore/upload_file/a-session/a-file")
    False
    """
    if _CLOSED.search(path):
        return False
    upload = _UPLOAD.search(path)
    return method == "OPTIONS" or upload is None or upload[1] in _offered
