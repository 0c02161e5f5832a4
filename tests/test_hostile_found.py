"""What fuzzing found, each one a row: inputs that once raised what nobody declared."""

from __future__ import annotations

import base64
import zlib

import pytest

from bench.fuzz.seeds import _zip as zipped
from bench.fuzz.targets import TARGETS

PARQUET = (  # sizes of a column that do not fit together: the library ends the process where it is asked about them
    "c-q}oPfr>_6rbHH3Yw-GhwLUC=HkYrD4<vy)61;<u~kzA#Nx#)>~?qS0_(CAAwBd1^w{(h^w9Lwa}OSS=%F8>>A{cDG@Tg)R#^Wu"
    "X)m1&%go#Nd%xejH;=H3a|t*GLol=rc?f0!-~a#$1aKD4Mv3Vj48TC-0a)M^fm3E?$XlL%IF1Jd_=O|02R$M$@`h$v4P=-uat#fY"
    "9aGgcq_`-joSZ1AUPC+enyR#;=-9L@v!<gYvbDNxX;B7HoN602l(xEr3S_H0^`?zft!8Q}GTkK~VMl+7(!7FF_}2s@Ngb+2!LJ$x"
    "fh&vvBQVkfhKPANo>*H<#24d9p9rDBTfwuwNlbn?)Cv)k7r6WgFb?BAARS!PwHxcPn0BgENoJPnjvn)oHD|b^euA&{CaKsjZ&={)"
    "Fi?E63WPwTVrW$b-UV=ao)>siod??y;>5ONu6F8r4dbrqTE|{X&~BA2vtekLfPqHcbt;<Ibf@W9ms~*8HR{fVDa?xz@s$K3a9Ugi"
    "fqNpA0*N{7gdJ%~n)EiK7$wIBkQ@S#GxFdOK?g*M9nKqq$!9@6j*}_<;HA$0(mSI$IOBYiz)Gg|Q~5O@y}#5;KFJLF#R=NYi$b$l"
    "A2>3lZxhnHiR=4nH2$2gPI6_M<jVAgo=-|=-Kt;o*=?&%FB*$-&XFno3`(DZf8JxGYzzLf6?TpLvOiBrZ>PLHcb)9;uc<IEO_DDl"
    "Mucgc%RN0<?{=i{dMrlAiY{Y}_i%S?Vcf#9jx!kRctdA4nK<mw#RkTYnPKovMy2~85t4MZO+#&@>GFU+Qp}0%)4PPPMcMWlUzWY<"
    "QDe$WjG2U*HC|T8TBiP;7v%AfqBAUryw{J{9aNf}s8m~ci~1)zL;m`Ze~B79<&|Q)w7idTCPn=3r)etKS#yI!$pg?6X51{A<*e0F"
    "vc+S%e@^+<QaAAJQ)66tmTMeR>01R#RT|<e4e>F&nk^<(woUC&|1=AxQ;JPmCziZE=qi3%D%n2l#!q|m4FqH>&Ph|dO`ZYy741*("
    "eH?&Y@+apvG?(Ua"
)
FOUND = [
    ("parquet", zlib.decompress(base64.b85decode(PARQUET))),
    ("front-matter", b"---\nsource: River\x11Dispatch\n---\nShells."),  # YAML's message had two lines
    ("country-file", b"ADM_EN,ADM_PCODE,lat,lon\nHoms,SY04,34.7,36.7\n"),  # no ADMn_PCODE: max() of nothing
    ("country-file", b"\r\x00name,lat,lon,kind,population\n"),  # csv.Error in the header, line 0
    ("browser", b'{"bounds": {"_southWest": {"lat": 1}, "_northEast": {"lat": 2}}, "center": {}, "zoom": 3}'),
    ("browser", b'{"bounds": {"_southWest": {"lat": 1, "lng": 1}, "_northEast": {"lat": 2, "lng": 2}}, "center": {"lat": 1, "lng": 1}, "zoom": 999999999999}'),
    ("xml", b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><content type='html'/></entry></feed>"),  # content None
    ("xml", b"<rss version='2.0'><channel><item><description>a &lt;b&gt; \x14 &#20; &amp;#20; c</description></item></channel></rss>"),
    ("xml", b"<rss version='2.0'><channel><item><link>\xff</item></link>"),  # feedparser: KeyError
    ("reader", b"\x01AB " + b"-" * 400 + b"\n" + b"AB-" * 300 + b"\n" + b"A " * 400),  # a dateline's hyphens, cut in all ways
    ("reader", b"\0\0F\0\0\0\0\0\b\0\0\0\0\xa2\0\0"),  # a space taken out of the text in which the words were found
    ("day", b"16 Ramadan 47"),  # a year of the lunar calendar that is 667 of ours
    ("rot", bytes([5, 0, 0, 200, 255])),  # a note of digests that was cut off
    ("zip", zipped("a.md", "x").replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff")),  # a version to come
    ("zip", zipped("a", "x").replace(b"a", b"\x00")),  # a file without a name
    ("zip", zipped("a.md", "x")[:-6] + base64.b16decode("FFFFFFFF") + b"\x00\x00"),  # an offset before the file
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_fuzzing_found_holds(name: str, data: bytes) -> None:
    TARGETS[name](data)
