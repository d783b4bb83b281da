import { html, type Markup } from './markup.ts';

export const table = (head: readonly string[], rows: readonly (readonly (Markup | string)[])[]): Markup =>
  html`<div class="scroll"><table><thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
  <tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;

export const section = (title: string, content: Markup | string): Markup =>
  html`<section><h2>${title}</h2>${content}</section>`;
