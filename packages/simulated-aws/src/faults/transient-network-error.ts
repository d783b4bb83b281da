/** The connection broke: the caller cannot know whether its call had an effect. Over the wire it is a closed socket. */
export class TransientNetworkError extends Error {
  override readonly name = 'TransientNetworkError';
  readonly code = 'ECONNRESET';
}
