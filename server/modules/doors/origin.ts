/** A path of this site, or an address elsewhere as it is. */
export const absolute = (origin: string, pathOrUrl: string): string =>
  pathOrUrl.startsWith("/") ? `${origin}${pathOrUrl}` : pathOrUrl;

export const pageOf = (origin: string, code: string): string => `${origin}/open/datasets/${code}`;
