type Scan = { depth: number; isInText: boolean; isEscaped: boolean };

const step = (scan: Scan, letter: string): void => {
  if (scan.isEscaped) scan.isEscaped = false;
  else if (scan.isInText && letter === '\\') scan.isEscaped = true;
  else if (letter === '"') scan.isInText = !scan.isInText;
  else if (!scan.isInText && '{['.includes(letter)) scan.depth += 1;
  else if (!scan.isInText && '}]'.includes(letter)) scan.depth -= 1;
};

/** JSON documents that stand one after the other in a text, as pages do that somebody has put together with cat. */
export const splitJson = (text: string): string[] => {
  const scan: Scan = { depth: 0, isInText: false, isEscaped: false };
  const parts: string[] = [];
  let start = 0;
  for (const [index, letter] of [...text].entries()) {
    const before = scan.depth;
    step(scan, letter);
    if (before === 0 || scan.depth !== 0) continue;
    parts.push(text.slice(start, index + 1));
    start = index + 1;
  }
  const rest = text.slice(start);
  return rest.trim() === '' && parts.length > 0 ? parts : [...parts, rest];
};
