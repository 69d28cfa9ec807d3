"""The TeX macros that the papers' lines may use, as characters of MathML."""

from __future__ import annotations

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "ell": "ℓ", "partial": "∂",
}  # fmt: skip
UPRIGHT = {
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "emptyset": "∅", "varnothing": "∅", "dots": "…", "ldots": "…",
    "cdots": "⋯", "vdots": "⋮", "top": "⊤", "bot": "⊥", "dagger": "†", "#": "#", "%": "%", "&": "&", "_": "_", "$": "$",
}  # fmt: skip
RELATIONS = {
    "le": "≤", "leq": "≤", "leqslant": "⩽", "ge": "≥", "geq": "≥", "geqslant": "⩾", "ne": "≠", "neq": "≠", "lt": "<",
    "gt": ">", "ll": "≪", "gg": "≫", "sim": "∼", "simeq": "≃", "approx": "≈", "equiv": "≡", "propto": "∝", "in": "∈",
    "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "mid": "∣", "perp": "⟂",
    "parallel": "∥", "lesssim": "≲", "gtrsim": "≳", "to": "→", "rightarrow": "→", "leftarrow": "←", "mapsto": "↦",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "implies": "⟹", "Leftrightarrow": "⇔", "iff": "⟺", "colon": ":",
    "coloneqq": "≔",
}  # fmt: skip
ALSO_PREFIX = frozenset("∼")  # at the beginning of a row it would be taken for a sign before its term
BREAKING = frozenset("=<>≤⩽≥⩾≠≪≫∼≃≈≡∝⊂⊆⊃⊇⇒⇐⟹⇔⟺≲≳≔")  # a long line may be broken before these
BINARY = {
    "cdot": "·", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "cap": "∩", "cup": "∪", "setminus": "∖", "wedge": "∧",
    "land": "∧", "vee": "∨", "lor": "∨", "oplus": "⊕", "otimes": "⊗", "circ": "∘", "ast": "∗", "star": "⋆",
    "odot": "⊙",
}  # fmt: skip
PREFIX = {"neg": "¬", "lnot": "¬", "exists": "∃", "nexists": "∄", "forall": "∀", "nabla": "∇"}
LARGE = {
    "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigvee": "⋁", "bigwedge": "⋀",
    "bigoplus": "⨁", "bigotimes": "⨂",
}  # fmt: skip
SIGNS_ABOVE_BESIDE = {"int": "∫"}  # large, but with their limits beside them
LIMITS = frozenset({"max", "min", "sup", "inf", "lim", "limsup", "liminf", "argmax", "argmin", "Pr", "det", "gcd"})
FUNCTIONS = frozenset(
    {"ln", "log", "exp", "cosh", "sinh", "tanh", "cos", "sin", "tan", "arg", "dim", "ker", "deg", "tr", "rank"}
)
OPENING = {"{": "{", "langle": "⟨", "lfloor": "⌊", "lceil": "⌈", "lbrace": "{", "lbrack": "["}
CLOSING = {"}": "}", "rangle": "⟩", "rfloor": "⌋", "rceil": "⌉", "rbrace": "}", "rbrack": "]"}
BARS = {"|": "‖", "Vert": "‖", "lVert": "‖", "rVert": "‖", "vert": "|", "lvert": "|", "rvert": "|"}
SIZES = {"big": "1.2em", "Big": "1.8em", "bigg": "2.4em", "Bigg": "3em"}
SPACES = {
    ",": ".17em", ":": ".22em", ";": ".28em", "!": "-.17em", " ": ".25em", "quad": "1em", "qquad": "2em",
    "thinspace": ".17em", "enspace": ".5em",
}  # fmt: skip
ACCENTS = {
    "hat": "^", "widehat": "^", "bar": "¯", "overline": "¯", "tilde": "~", "widetilde": "~", "vec": "→", "dot": "˙",
    "ddot": "¨", "check": "ˇ",
}  # fmt: skip
WIDE = frozenset({"widehat", "overline", "widetilde"})
UPRIGHT_WORDS = frozenset({"mathrm", "operatorname", "mathsf", "mathtt", "rm"})
TEXTS = frozenset({"text", "textrm", "textit", "mbox", "textup", "textnormal"})
ALPHABETS = {
    "mathbb": dict(zip("CHNPQRZE", "ℂℍℕℙℚℝℤ𝔼", strict=True)) | {"1": "𝟙"},
    "mathcal": dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒥𝒦ℒℳ𝒩𝒪𝒫𝒬ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵", strict=True)),
    "mathbf": {chr(65 + i): chr(0x1D400 + i) for i in range(26)} | {chr(97 + i): chr(0x1D41A + i) for i in range(26)},
}
BOLD = (
    {chr(65 + i): chr(0x1D468 + i) for i in range(26)}
    | {chr(97 + i): chr(0x1D482 + i) for i in range(26)}
    | {chr(0x3B1 + i): chr(0x1D736 + i) for i in range(25)}
    | {chr(0x391 + i): chr(0x1D71C + i) for i in range(25)}
    | {str(i): chr(0x1D7CE + i) for i in range(10)}
    | {"ϵ": "𝝐", "ϑ": "𝝑", "ϕ": "𝝓", "ϱ": "𝝔"}
)
TABLES = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"), "cases": ("{", ""),
}  # fmt: skip
IGNORED = frozenset({"displaystyle", "textstyle", "limits", "nolimits", "nonumber", "protect"})
