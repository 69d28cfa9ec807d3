"""Other works that the paper takes results from; none of them is at hand, so what it says of them is taken as quoted."""

from boundcheck import quote

ABERDAM = quote("[1] Aberdam, Sulam & Elad, SIAM J. Math. Data Sci. 1 (2019)")
CHEN = quote("[2] Chen, Liu, Wang & Yin, Adv. Neural Inf. Process. Syst. 31 (2018)")
OF_MATRICES = quote("[7] Li, Feng & Zhou, Anal. Appl. 22 (2024)")
PAPYAN = quote("[10] Papyan, Romano & Elad, J. Mach. Learn. Res. 18 (2017)")
SULAM = quote("[16] Sulam, Papyan, Romano & Elad, IEEE Trans. Signal Process. 66 (2018)")
