/** Where a push goes, as a requester writes it, for a test database of this URL. */
export function targetOf(databaseUrl: string, table = "permits") {
  const url = new URL(databaseUrl);
  return {
    kind: "postgres",
    host: url.searchParams.get("host") ?? url.hostname,
    port: Number(url.port || 5432),
    database: url.pathname.slice(1),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    table,
  };
}
