/// How pages look. The colours are those of the charts.
let pageStyle = """

  :root { --text: #202124; --soft: #5f6368; --paper: #ffffff; --back: #f3f4f6; --line: #e3e5e8; --accent: #0072b2; }
  @media (prefers-color-scheme: dark) {
  :root { --text: #e8eaed; --soft: #9aa0a6; --paper: #1b1c1e; --back: #111213; --line: #34373b; --accent: #4ea6e0; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--back); color: var(--text); \
  font: 14px/1.45 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
  header, main { max-width: 1240px; margin: 0 auto; padding: 12px; }
  header { padding-bottom: 0; }
  h1 { font-size: 22px; margin: 8px 4px 0; }
  header p { margin: 2px 4px 0; color: var(--soft); }
  main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr)); gap: 12px; }
  section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; \
  min-width: 0; }
  section.wide { grid-column: 1 / -1; }
  h2 { font-size: 16px; margin: 0 0 2px; }
  h3 { font-size: 14px; margin: 12px 0 2px; }
  .note { margin: 0 0 8px; color: var(--soft); font-size: 13px; }
  figure { margin: 0; min-width: 0; }
  .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr)); gap: 8px; }
  svg.chart { display: block; width: 100%; height: auto; max-width: 640px; }
  dl { margin: 0; }
  dd { margin: 0; }
  dt { color: var(--soft); font-size: 12px; }
  .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(138px, 1fr)); gap: 8px 16px; }
  .tiles dd { font-size: 19px; font-weight: 600; }
  .facts { display: grid; grid-template-columns: minmax(90px, max-content) 1fr; gap: 1px 14px; }
  .facts dt { font-size: 13px; }

  .gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(92px, 1fr)); gap: 10px 8px; }
  figcaption { font-size: 11px; line-height: 1.3; color: var(--soft); }
  img { display: block; max-width: 100%; height: auto; image-rendering: pixelated; border-radius: 3px; }
  .gallery img { width: 100%; }
  table { border-collapse: collapse; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }
  th, td { text-align: left; padding: 2px 6px 2px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
  th { color: var(--soft); font-weight: 400; font-size: 12px; }
  .number { text-align: right; padding: 2px 0 2px 6px; }
  .stacked th, .stacked td { overflow-wrap: normal; }
  .matrix { table-layout: fixed; font-size: 11px; }
  .matrix th, .matrix td { text-align: center; padding: 3px 0; border: 1px solid var(--paper); overflow: hidden; \
  font-size: 11px; overflow-wrap: normal; }
  .matrix th:first-child { text-align: left; width: 84px; text-overflow: ellipsis; white-space: nowrap; \
  padding-right: 4px; }
  summary { cursor: pointer; color: var(--accent); margin: 4px 0; }
  @media (max-width: 620px) {
  section { padding: 10px; }
  .stacked, .stacked tbody { display: block; }
  .stacked thead { display: none; }
  .stacked tr { display: grid; grid-template-columns: 1fr 1fr; gap: 0 12px; padding: 6px 0; \
  border-bottom: 1px solid var(--line); }
  .stacked td { display: flex; justify-content: space-between; gap: 8px; border: 0; padding: 0; text-align: right; }
  .stacked td::before { content: attr(data-label); color: var(--soft); text-align: left; }
  .stacked td:first-child { grid-column: 1 / -1; font-weight: 600; }
  }
  \(bookStyle)

  """
