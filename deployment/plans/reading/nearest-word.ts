/** The one that was probably meant; undefined where none is near, or the word itself is among them. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const near = words
    .filter((each) => each !== word)
    .map((each) => ({ each, letters: distance(word.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, letters }) => letters <= Math.max(1, Math.floor(each.length / 4)))
    .toSorted((a, b) => a.letters - b.letters);
  return near[0]?.each;
}

/** How many letters have to be put in, taken out or changed, or stand in each other's place. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, row) => [row, ...Array.from({ length: b.length }, () => 0)]);
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 ? Number.POSITIVE_INFINITY : (rows[row]?.[column] ?? 0);
  for (let column = 1; column <= b.length; column += 1) rows[0]?.splice(column, 1, column);
  for (let row = 1; row <= a.length; row += 1)
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const least = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        isSwapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
      rows[row]?.splice(column, 1, least);
    }
  return at(a.length, b.length);
}

/** `did you mean x?`, or else what there is. */
export function insteadOf(word: string, words: readonly string[]): string {
  const near = nearestWord(word, words);
  return near === undefined ? `there is ${words.join(', ') || 'none'}` : `did you mean ${near}?`;
}
