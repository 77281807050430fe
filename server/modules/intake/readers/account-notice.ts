import type { Notice } from "#contract/intake";

/** Reading is all a source's account is for; what it may do more, a stolen password may do too. */
export const mayWriteNotice = (user: string): Notice => ({
  code: "account.may-write",
  text: {
    zh: `账号 ${user} 能修改来源的数据。归集只需要只读，请换一个只读账号。`,
    en: `Account ${user} may change the source's data. Reading is enough: use a read-only account.`,
  },
});

/** Of the lines of MySQL's `SHOW GRANTS`. */
export const grantsWrite = (grants: readonly string[]): boolean =>
  grants.some((grant) => /ALL PRIVILEGES|\b(INSERT|UPDATE|DELETE|DROP|ALTER)\b/.test(grant));
