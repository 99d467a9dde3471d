/**
 * The look of the list on another site. `all: initial` and `!important` on the host keep the page's own styles out:
 * of important rules, those inside win (CSS Cascade 5, section 6.1). Sizes are in em of the reader's own text size.
 */
export const STYLE = `
:host{all:initial!important;display:block!important;contain:content!important;font:400 medium/1.5 system-ui,sans-serif!important;color:#17241f!important;text-align:start!important}
:host([hidden]){display:none!important}
*{box-sizing:border-box}
section{padding:1em;border:2px solid #c9d0c4;border-radius:5px;background:#fff;overflow-wrap:break-word}
h2,h3,h4,h5,h6,p,ul,dl,dd{margin:0;padding:0}
h2,h3,h4,h5,h6{font-size:1.15em;line-height:1.25}
section>:first-child{font-size:1.35em}
ul{list-style:none}
li{padding-block:1em;border-bottom:2px solid #c9d0c4}
a{color:#0f4a3a;text-decoration-thickness:2px;text-underline-offset:.18em}
a:hover{text-decoration-thickness:4px}
h3 a,h4 a,h5 a,h6 a,.more a{display:inline-block;padding-block:.55em}
a:focus-visible{outline:3px solid #17241f;outline-offset:3px}
.board{display:inline-block;margin-block:.5em;padding:.35em .75em;background:#ffc72e;color:#17241f;font-weight:700}
.off{background:none;outline:2px dashed #5c6f66;outline-offset:-2px}
dl{margin-block:.25em}
dl div{display:flex;gap:.6em}
dt{flex:none;min-width:4em;color:#4a5a52}
dd{font-weight:600}
.small{font-size:.9em;color:#4a5a52}
.note{font-weight:600}
@media (forced-colors:active){.board{border:2px solid CanvasText}}
@media (prefers-color-scheme:dark){:host([theme=auto]) section{background:#14201b;color:#eef3ea;border-color:#3d4f46}:host([theme=auto]) a{color:#9fd8bf}:host([theme=auto]) :is(.small,dt){color:#b9c8bf}}
`;
