const split = 'move some of the plans into a checkout of their own and deploy it with another --stage';

/** How much there is beside the most that AWS takes. */
type Amount = readonly [count: number, most: number];

/** One line where it is too much: what takes how much (MOST), how much it is (COUNT), and what to do. */
export const over = ([count, most]: Amount, says: string, what = split): string[] =>
  count > most ? [`${says.replace('MOST', figure(most)).replace('COUNT', figure(count))}: ${what}`] : [];

const figure = (count: number): string => count.toLocaleString('en-US');
