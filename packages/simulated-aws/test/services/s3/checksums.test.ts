import { describe, expect, it } from 'vitest';
import { checkDigests } from '../../../src/services/s3/checksums.ts';

/** The check values of the algorithms' own catalogues, and of RFC 1321 and FIPS 180. */
const digests = [
  { ContentMD5: 'JfnnlDI7RTiF9RgfG2JNCw==' },
  { ChecksumCRC32: 'y/Q5Jg==' },
  { ChecksumCRC32C: '4waSgw==' },
  { ChecksumCRC64NVME: 'rosUhgp5mIg=' },
  { ChecksumSHA1: '98O8HYCOBHMq32eZZczDTKeuNEE=' },
  { ChecksumSHA256: 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=' },
];

describe('a checksum that comes with an object', () => {
  it.each(digests)('is the one of what came, or the object is refused: %o', (given) => {
    expect(() => checkDigests(given, Buffer.from('123456789'))).not.toThrow();
    expect(() => checkDigests(given, Buffer.from('123456780'))).toThrow('did not match');
  });
});
