import { html, type Markup } from './markup.ts';

type Cell = Markup | string;

export const table = (head: readonly string[], rows: readonly (readonly Cell[])[]): Markup =>
  html`<div class="scroll"><table><thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
  <tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;

/** Where there is no room side by side, each cell stands below its head. */
export const stackingTable = (head: readonly string[], rows: readonly (readonly Cell[])[]): Markup =>
  html`<table class="stacks"><thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
  <tbody>${rows.map((cells) => html`<tr>${cells.map((cell, index) => html`<td data-head="${head[index]}">${cell}</td>`)}</tr>`)}</tbody></table>`;

export const section = (title: string, content: Cell): Markup => html`<section><h2>${title}</h2>${content}</section>`;
