import { constants } from 'node:os';

/** Errors as Node's own sockets raise them (nodejs.org/api/errors.html#common-system-errors). */
export const notFound = (hostname: string): Error =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    errno: -3008,
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname,
  });

export const refused = (address: string, port: number): Error =>
  Object.assign(new Error(`connect ECONNREFUSED ${address}:${port}`), {
    errno: -constants.errno.ECONNREFUSED,
    code: 'ECONNREFUSED',
    syscall: 'connect',
    address,
    port,
  });

/** The other end, or something between, has broken the connection off. */
export const reset = (): Error =>
  Object.assign(new Error('read ECONNRESET'), {
    errno: -constants.errno.ECONNRESET,
    code: 'ECONNRESET',
    syscall: 'read',
  });
