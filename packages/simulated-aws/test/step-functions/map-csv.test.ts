import { describe, expect, it } from 'vitest';
import { readRows } from '../../src/step-functions/run/map-csv.ts';

describe('delimited text', () => {
  it.each([
    { text: 'a,"b,\n""c"" d",e', rows: [['a', 'b,\n"c" d', 'e']] },
    { text: '{""k"":""v""},x', rows: [['{"k":"v"}', 'x']] },
    {
      text: '"",""\r\nb,',
      rows: [
        ['', ''],
        ['b', ''],
      ],
    },
    { text: 'C:\\\\dir,a\\,b,c\\d', rows: [['C:\\dir', 'a,b', 'cd']] },
    { text: 'a\n\n\nb', rows: [['a'], ['b']] },
  ])('is read as AWS reads it: $text', ({ text, rows }) => {
    expect(readRows(text, ',')).toEqual(rows);
  });
});
