import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { askEndpoint } from '../../../shared/aws/ask-endpoint.ts';

const servers: { close: () => void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const isAddress = (value: AddressInfo | string | null): value is AddressInfo => typeof value === 'object';

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  servers.push({ close });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${isAddress(address) ? address.port : 0}/health`;
};

const ask = (url: string, timeoutSeconds = 5) => askEndpoint({ url, method: 'GET', timeoutSeconds });

describe('an endpoint that is asked', () => {
  it('gives status and body', async () => {
    const url = await serve((_, response) => response.writeHead(503).end('busy'));
    expect(await ask(url)).toEqual({ status: 503, body: 'busy' });
  });

  it('is asked by the method that it was told', async () => {
    const url = await serve((request, response) => response.end(request.method));
    expect(await askEndpoint({ url, method: 'POST', timeoutSeconds: 5 })).toEqual({ status: 200, body: 'POST' });
  });

  it('is not followed where it redirects to', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    expect(await ask(url)).toEqual({ status: 302, body: '' });
  });

  it('is read as far as Route 53 reads', async () => {
    const url = await serve((_, response) => response.end(`${'a'.repeat(5119)}bc${'d'.repeat(200_000)}`));
    const { body } = await ask(url);
    expect(body).toHaveLength(5120);
    expect(body.endsWith('ab')).toBe(true);
  });

  it.each([
    { when: 'it never answers', listener: () => undefined },
    {
      when: 'it begins and never ends',
      listener: (_: unknown, response: { write: (text: string) => void }) => response.write('a'),
    },
  ])('takes no longer than it may when $when', async ({ listener }) => {
    const url = await serve((request, response) => void listener(request, response));
    await expect(ask(url, 0.05)).rejects.toMatchObject({ name: 'EndpointTimeout' });
  });

  it('that nobody listens at is an error of Node', async () => {
    const url = await serve(() => undefined);
    for (const server of servers.splice(0)) server.close();
    await expect(ask(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
