/** One sheet for a phone, a desk and a printer; dark where the reader's system is dark. */
export const styles = `
:root { --ink:#16202a; --dim:#5a6875; --line:#d8dee4; --paper:#fff; --aws:#8fa3b8; --ours:#0b6bcb; --good:#18794e; --bad:#b42318; --unsure:#9a5b00; --band:#f3f6f9; }
@media (prefers-color-scheme: dark) { :root { --ink:#e6edf3; --dim:#9aa7b4; --line:#313b45; --paper:#0f151b; --aws:#5d7187; --ours:#4ea1f3; --good:#4cc38a; --bad:#ff8577; --unsure:#e0a94a; --band:#18212a; } }
@media print { :root { --ink:#000; --dim:#444; --line:#bbb; --paper:#fff; --aws:#a9b4bf; --ours:#0b6bcb; --good:#18794e; --bad:#b42318; --unsure:#9a5b00; --band:#f3f6f9; } body { font-size:10pt; } tr, .step, .card { break-inside:avoid; } h2 { break-after:avoid; margin-top:1.2rem; } }
* { box-sizing:border-box; }
body { margin:0 auto; padding:1.2rem; max-width:60rem; font:16px/1.5 system-ui,sans-serif; color:var(--ink); background:var(--paper); print-color-adjust:exact; -webkit-print-color-adjust:exact; overflow-wrap:anywhere; }
h1 { font-size:1.6rem; line-height:1.2; margin:0; } h2 { font-size:1.1rem; margin:2rem 0 .6rem; } p { margin:.4rem 0; }
.dim { color:var(--dim); } .good { color:var(--good); } .bad { color:var(--bad); } .unsure { color:var(--unsure); } small { font-size:.82rem; }
header { border-left:.4rem solid var(--dim); padding-left:.9rem; } header.good { border-color:var(--good); color:inherit; } header.bad { border-color:var(--bad); color:inherit; } header.unsure { border-color:var(--unsure); color:inherit; }
dl { display:grid; grid-template-columns:max-content 1fr; gap:.1rem .9rem; margin:.5rem 0 0; font-size:.92rem; } dt { color:var(--dim); } dd { margin:0; } dd.bad { font-weight:600; }
.cards { display:grid; grid-template-columns:repeat(auto-fit,minmax(15rem,1fr)); gap:.8rem; }
.card { background:var(--band); border-radius:.5rem; padding:.8rem 1rem; } .card b { display:block; font-size:1.7rem; line-height:1.2; font-variant-numeric:tabular-nums; }
.meter { height:.5rem; background:var(--line); border-radius:.25rem; overflow:hidden; margin:.4rem 0; } .meter i { display:block; height:100%; background:var(--good); } .meter i.over { background:var(--bad); }
.step { margin:.55rem 0; } .step .what { display:flex; justify-content:space-between; gap:1rem; font-size:.9rem; } .step .what span:last-child { white-space:nowrap; font-variant-numeric:tabular-nums; }
.track { position:relative; height:.9rem; background:var(--band); border-radius:.2rem; } .track i { position:absolute; top:0; bottom:0; min-width:2px; } .aws { background:var(--aws); } .ours { background:var(--ours); } .failed { background:var(--bad); }
.axis { display:flex; justify-content:space-between; font-size:.8rem; color:var(--dim); font-variant-numeric:tabular-nums; } .key i { display:inline-block; width:.8rem; height:.8rem; vertical-align:-.1rem; margin:0 .3rem 0 .9rem; }
.scroll { overflow-x:auto; } table { border-collapse:collapse; width:100%; font-size:.88rem; } th, td { text-align:left; vertical-align:top; padding:.35rem .6rem .35rem 0; border-bottom:1px solid var(--line); overflow-wrap:break-word; } th { color:var(--dim); font-weight:600; }
td.n, .n { white-space:nowrap; font-variant-numeric:tabular-nums; } code { font:.85em ui-monospace,monospace; }
h3 { font-size:1rem; margin:1.4rem 0 .2rem; } details { margin:.5rem 0; } summary { cursor:pointer; color:var(--dim); }
.times svg { display:block; } .times .objective { stroke:var(--ink); stroke-width:2; } .times .ground { fill:var(--band); } .times .available { fill:var(--aws); } .times .checked { fill:var(--ours); } .times .read { fill:var(--ours); opacity:.4; }
.key i.available { background:var(--aws); } .key i.checked { background:var(--ours); } .key i.read { background:var(--ours); opacity:.4; } .key i.objective { background:var(--ink); width:2px; }
body:has(.stacks) { max-width:72rem; }
@media (max-width:48rem) { .stacks thead { display:none; } .stacks tr { display:block; border-bottom:1px solid var(--line); padding:.5rem 0; } .stacks td { display:grid; grid-template-columns:6.5rem 1fr; border:0; padding:.15rem 0; } .stacks td::before { content:attr(data-head); color:var(--dim); } }
`;
