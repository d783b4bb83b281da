const directions: Readonly<Record<string, string>> = {
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
};

/** us-east-1 is use1, as in ids of zones and in names of cache nodes: docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html */
export function shortRegion(region: string): string {
  const [country = '', direction = '', number = ''] = region.split('-');
  return `${country}${directions[direction] ?? direction[0]}${number}`;
}
