import type { ClientSocket } from './client-socket.ts';
import type { End } from './end.ts';

export type Links = ReturnType<typeof createLinks>;

/** A connection from the moment when it was asked for. Without `far` it hangs. */
export type Link = Readonly<{ near: ClientSocket; far?: End; regions: readonly (string | undefined)[] }>;

/** All connections that one end still holds. */
export function createLinks() {
  const links = new Set<Link>();

  const add = (link: Link): void => {
    links.add(link);
    const forget = (): void => {
      if (link.near.destroyed && link.far?.destroyed !== false) links.delete(link);
    };
    link.near.once('close', forget);
    link.far?.once('close', forget);
  };

  const silence = (region: string): void => {
    for (const { near, far, regions } of links) {
      if (!regions.includes(region)) continue;
      near.fallSilent();
      far?.fallSilent();
    }
  };

  const destroyAll = (): void => {
    for (const { near, far } of links) {
      near.destroy();
      far?.destroy();
    }
  };

  return { add, silence, destroyAll };
}
