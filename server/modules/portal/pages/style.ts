import { readFileSync } from "node:fs";

/** The hub's own tokens, so that both sides have one look; whoever wants it dark gets it without a script. */
function tokens(): string {
  const text = readFileSync(new URL("../../../../web/kit/tokens.css", import.meta.url), "utf8");
  const dark = /\[data-theme="dark"\]\s*\{([^}]*)\}/.exec(text)?.[1] ?? "";
  const light = text.replace(/\[data-theme="dark"\]\s*\{[^}]*\}/, "");
  return `${light}@media (prefers-color-scheme:dark){:root{${dark}}}`;
}

const own = `
*{box-sizing:border-box}
body{margin:0;background:var(--w-surface);color:var(--w-ink);font:16px/26px var(--w-font);-webkit-text-size-adjust:100%}
a{color:var(--w-water);text-decoration:underline;text-underline-offset:3px;text-decoration-thickness:1px}
a:hover{color:var(--w-waterh)}
:focus-visible{outline:none;box-shadow:var(--w-focus);border-radius:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:16px;top:8px;background:var(--w-surface);padding:8px;z-index:1}
.wrap{max-width:1120px;margin:0 auto;padding:0 32px}
.bar{border-bottom:1px solid var(--w-line2)}
.bar .wrap{display:flex;flex-wrap:wrap;align-items:center;gap:0 24px;min-height:64px}
.brand{font:600 18px/28px var(--w-font);color:var(--w-ink);text-decoration:none;padding:12px 0}
.brand b{color:var(--w-water);font-size:24px;margin-right:8px}
nav a{display:inline-block;color:var(--w-ink);text-decoration:none;padding:16px 0;margin-right:20px;border-bottom:3px solid transparent}
nav a[aria-current]{border-color:var(--w-water);color:var(--w-water);font-weight:600}
.tools{margin-left:auto;font:var(--w-t14)}
.crumb{font:var(--w-t14);color:var(--w-ink3);padding-top:20px;margin:0}
h1{font:600 34px/46px var(--w-font);margin:10px 0 0;overflow-wrap:anywhere}
.lede{font:20px/32px var(--w-font);color:var(--w-ink2);max-width:34em;margin:6px 0 0}
.facts{display:flex;flex-wrap:wrap;gap:12px 44px;margin:20px 0 0}
.facts dt{font:var(--w-t14);color:var(--w-ink3)}.facts dd{margin:0;font-weight:600}
.facts small,.note{font-weight:400;font-size:14px;color:var(--w-ink2)}
.grid{display:grid;grid-template-columns:minmax(0,1fr) 320px;gap:0 64px;margin-top:32px;padding-bottom:64px}
.one{max-width:760px;margin-top:24px;padding-bottom:64px}
h2{font:600 22px/32px var(--w-font);margin:40px 0 10px}
.grid>div>div:first-child>h2:first-child,.one>h2:first-child{margin-top:0}
h3,.list h2{font:600 16px/26px var(--w-font);margin:0}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font:var(--w-t14);color:var(--w-ink2);padding:0 0 6px}
td,th{padding:9px 12px 9px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--w-line)}
th{font:600 14px/22px var(--w-font);border-bottom:2px solid var(--w-ink)}
tbody th{font:600 16px/26px var(--w-font);border-bottom:1px solid var(--w-line)}
.num{text-align:right;font-variant-numeric:tabular-nums}
.sc{overflow-x:auto}.sc td{white-space:nowrap;max-width:22em;overflow:hidden;text-overflow:ellipsis}
code{font:13px/20px var(--w-mono);color:var(--w-ink3);overflow-wrap:anywhere}
.list{list-style:none;margin:0;padding:0;border-top:1px solid var(--w-line2)}
.list>li{padding:14px 0;border-bottom:1px solid var(--w-line)}
.list p{margin:2px 0 0;color:var(--w-ink2)}
.dl>li{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;min-height:56px}
.btn,button{display:inline-block;font:16px/24px var(--w-font);min-height:48px;padding:11px 20px;border:1px solid var(--w-control);border-radius:3px;background:var(--w-surface);color:var(--w-ink);text-decoration:none;text-align:center;cursor:pointer}
.btn:hover,button:hover{background:var(--w-water0);color:var(--w-ink)}
.p,button{background:var(--w-water);border-color:var(--w-water);color:var(--w-on);font-weight:600}
.p:hover,button:hover{background:var(--w-waterh);color:var(--w-on)}
aside section{border-top:2px solid var(--w-ink);padding:14px 0 30px;overflow-wrap:anywhere}aside section:first-child{border-top:0;padding-top:3px}th[scope=row]{min-width:11em}.ch-n{display:none}
aside p{color:var(--w-ink2);margin:4px 0 0}aside .btn{width:100%;margin-top:12px}
.qk{display:grid;grid-template-columns:1fr auto;gap:4px 12px;margin:6px 0 0}.qk dt{color:var(--w-ink2)}.qk dd{margin:0;font-weight:600;text-align:right}
svg{max-width:100%;height:auto;display:block}
.search{display:flex;gap:8px;max-width:640px;margin:24px 0 0}.search input{flex:1}
input,select,textarea{font:16px/24px var(--w-font);width:100%;min-height:48px;padding:11px 12px;border:1px solid var(--w-control);border-radius:3px;background:var(--w-surface);color:var(--w-ink)}
input[type=checkbox],input[type=radio]{width:24px;min-height:24px;height:24px;margin:0 8px 0 0;vertical-align:middle}
label,legend{display:block;font-weight:600;margin:20px 0 4px}.hint{display:block;font:var(--w-t14);color:var(--w-ink2);margin-bottom:4px}
.once{position:absolute;left:-999px}
.wrong{border-left:4px solid var(--w-fault);padding-left:12px}.wrong .why,.faults{color:var(--w-fault)}
.faults{border:2px solid var(--w-fault);padding:12px 16px;margin:20px 0}.faults a{color:var(--w-fault)}
.box{border:1px solid var(--w-line2);padding:16px;margin:16px 0;overflow-wrap:anywhere}
.key{font:600 20px/32px var(--w-mono)}
.themes{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:0 32px;list-style:none;margin:0;padding:0}
.themes li{padding:10px 0;border-bottom:1px solid var(--w-line);display:flex;justify-content:space-between}
.pick{font:var(--w-t14);margin:8px 0;display:flex;flex-wrap:wrap;gap:0 14px}.pick a{padding:3px 0}.pick a[aria-current]{font-weight:600;text-decoration-thickness:2px}
.foot{background:var(--w-sunken);border-top:1px solid var(--w-line2);padding:28px 0 44px;font:var(--w-t14);color:var(--w-ink2)}
.foot a{margin-right:20px}
@media(max-width:640px){.wrap{padding:0 16px}.bar .wrap{min-height:56px}.tools{order:1}.bar nav{order:2;width:100%}nav a{padding:8px 0}th[scope=row]{min-width:8em}h1{font-size:26px;line-height:36px}.lede{font:var(--w-t18)}
.grid{display:block;margin-top:24px}.ch-w{display:none}.ch-n{display:block}aside{margin-top:40px}h2{font-size:20px;line-height:28px;margin-top:34px}.list h2{font:600 16px/26px var(--w-font);margin:0}.hide{display:none}.foot a{display:inline-block;padding:8px 0}.search{flex-wrap:wrap}.facts{gap:12px 24px}}
@media print{.bar nav,.tools,.foot,.btn,form{display:none}}
`;

const squeezed = (css: string): string =>
  css
    .replaceAll(/\/\*[^]*?\*\//g, "")
    .replaceAll(/\s*\n\s*/g, "")
    .replaceAll(/\s{2,}/g, " ");

let sheet: string | undefined;

/** One sheet inside every page: a page is one request. */
export const styleSheet = (): string => (sheet ??= squeezed(tokens() + own));
