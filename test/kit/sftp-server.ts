import { createHash, generateKeyPairSync } from "node:crypto";
import { closeSync, fstatSync, openSync, readdirSync, readSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import ssh2 from "ssh2";

const { STATUS_CODE } = ssh2.utils.sftp;

export interface SftpServer extends AsyncDisposable {
  readonly port: number;
  readonly hostKey: string;
  /** Connections that were let in so far. */
  readonly logins: number;
  /** Breaks every connection that is open now. */
  breakAll(): void;
}

/** A real SSH server that gives out one folder, to read. */
export async function startSftpServer(
  folder: string,
  { user = "weir", password = "sftp-password-1" }: { user?: string; password?: string } = {},
): Promise<SftpServer> {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  let logins = 0;
  const open = new Set<ssh2.Connection>();
  const server = new ssh2.Server({ hostKeys: [privateKey] }, (client) => {
    open.add(client);
    client.on("close", () => open.delete(client));
    client.on("error", () => {});
    client.on("authentication", (context) => {
      if (context.method === "password" && context.username === user && context.password === password) context.accept();
      else context.reject(["password"]);
    });
    client.on("ready", () => {
      logins += 1;
      client.on("session", (accept) => {
        accept().on("sftp", (acceptSftp) => {
          serve(acceptSftp(), folder);
        });
      });
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const hash = createHash("sha256").update(parsed.getPublicSSH()).digest("base64").replace(/=+$/, "");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The SFTP server has no port.");
  return {
    port: address.port,
    hostKey: `SHA256:${hash}`,
    get logins() {
      return logins;
    },
    breakAll() {
      for (const client of open) client.end();
    },
    async [Symbol.asyncDispose]() {
      for (const client of open) client.end();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

const attributesOf = ({ mode, uid, gid, size, atimeMs, mtimeMs }: Stats): ssh2.Attributes => ({
  mode,
  uid,
  gid,
  size,
  atime: Math.floor(atimeMs / 1000),
  mtime: Math.floor(mtimeMs / 1000),
});

function serve(sftp: ssh2.SFTPWrapper, folder: string): void {
  const inside = (name: string): string => path.join(folder, path.posix.normalize(`/${name}`));
  const handles = new Map<number, { readonly file?: number; names?: string[] }>();
  let count = 0;
  const handed = (entry: { readonly file?: number; names?: string[] }): Buffer => {
    count += 1;
    handles.set(count, entry);
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(count);
    return handle;
  };
  const entryOf = (handle: Buffer) => handles.get(handle.readUInt32BE());
  const guarded = (id: number, act: () => void): void => {
    try {
      act();
    } catch {
      sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    }
  };
  const facts = (id: number, name: string) => {
    guarded(id, () => {
      sftp.attrs(id, attributesOf(statSync(inside(name))));
    });
  };
  sftp.on("REALPATH", (id, name) => {
    const filename = path.posix.normalize(`/${name}`);
    sftp.name(id, [{ filename, longname: filename, attrs: attributesOf(statSync(folder)) }]);
  });
  sftp.on("STAT", facts);
  sftp.on("LSTAT", facts);
  sftp.on("OPENDIR", (id, name) => {
    guarded(id, () => {
      sftp.handle(id, handed({ names: readdirSync(inside(name)) }));
    });
  });
  sftp.on("READDIR", (id, handle) => {
    const entry = entryOf(handle);
    const names = entry?.names ?? [];
    if (names.length === 0) {
      sftp.status(id, STATUS_CODE.EOF);
      return;
    }
    if (entry) entry.names = [];
    sftp.name(
      id,
      names.map((filename) => {
        const own = statSync(path.join(folder, filename));
        const kind = own.isDirectory() ? "d" : "-";
        return { filename, longname: `${kind}rw-r--r-- 1 a a ${own.size} ${filename}`, attrs: attributesOf(own) };
      }),
    );
  });
  sftp.on("OPEN", (id, name) => {
    guarded(id, () => {
      sftp.handle(id, handed({ file: openSync(inside(name), "r") }));
    });
  });
  sftp.on("FSTAT", (id, handle) => {
    guarded(id, () => {
      sftp.attrs(id, attributesOf(fstatSync(entryOf(handle)?.file ?? -1)));
    });
  });
  sftp.on("READ", (id, handle, offset, length) => {
    guarded(id, () => {
      const bytes = Buffer.alloc(length);
      const read = readSync(entryOf(handle)?.file ?? -1, bytes, 0, length, offset);
      if (read === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, bytes.subarray(0, read));
    });
  });
  sftp.on("CLOSE", (id, handle) => {
    const file = entryOf(handle)?.file;
    if (file !== undefined) closeSync(file);
    sftp.status(id, STATUS_CODE.OK);
  });
}
