import type { Duplex } from 'node:stream';

/** docs: postgresql.org/docs/18/protocol-message-formats.html, SSLRequest and GSSENCRequest. */
const answers = new Map([
  [80_877_103, 'S'],
  [80_877_104, 'N'],
]);

const headerBytes = 8;

/**
 * Waits for a client's start-up message, which it leaves unread. A request for TLS before it is granted, yet nothing is
 * encrypted: TLS ends here in name only, since no byte leaves this process unless to a server on 127.0.0.1. So a client that
 * insists on TLS is content, and one that would really begin it must have that replaced, as the sandbox of Lambda does.
 */
export function afterTlsRequest(stream: Duplex, proceed: () => void): void {
  const look = (): void => {
    const header: unknown = stream.read(headerBytes);
    if (!Buffer.isBuffer(header)) return;
    if (header.length < headerBytes) {
      stream.destroy();
      return;
    }
    const answer = answers.get(header.readInt32BE(4));
    if (answer !== undefined) {
      stream.write(answer);
      look();
      return;
    }
    stream.off('readable', look);
    stream.unshift(header);
    proceed();
  };
  stream.on('error', () => undefined);
  stream.on('readable', look);
}
