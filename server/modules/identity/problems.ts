import { problemTable } from "#kernel/problem";

export const problems = problemTable("identity", {
  "sign-in-refused": {
    status: 401,
    zh: "用户名或口令不对，或者账号已停用。连续 {limit} 次不对会锁定 {minutes} 分钟；忘了口令请找系统管理员重置。",
    en: "The login or password is wrong, or the account is disabled. {limit} wrong tries lock it for {minutes} minutes; ask the system administrator to reset a forgotten password.",
  },
  "login-locked": {
    status: 429,
    zh: "这个用户名口令错误次数过多，已锁定。请在 {retryAfterSeconds} 秒后再试，或找系统管理员重置口令。",
    en: "Too many wrong passwords for this login; it is locked. Try again in {retryAfterSeconds} seconds, or have the system administrator reset the password.",
  },
  "address-limited": {
    status: 429,
    zh: "从您的网络地址登录的次数过多，请在 {retryAfterSeconds} 秒后再试。",
    en: "Too many sign-in tries from your network address; try again in {retryAfterSeconds} seconds.",
  },
  "no-demo": {
    status: 404,
    zh: "没有可用的演示身份“{login}”。演示身份只在示例模式下可用；正式账号请用口令登录。",
    en: "There is no demo person {login} to sign in as. Demo people exist in sample mode only; use a password for a real account.",
  },
  "password-change-required": {
    status: 403,
    zh: "您用的是初始口令，请先改成自己的口令，再做别的操作。",
    en: "You signed in with a first password. Change it to your own before doing anything else.",
  },
  "wrong-current-password": {
    status: 403,
    zh: "现用口令不对，没有修改。忘了口令请找系统管理员重置。",
    en: "The current password is wrong; nothing was changed. Ask the system administrator to reset a forgotten one.",
  },
  "weak-password": {
    status: 400,
    zh: "新口令不够安全：{reason}。请换一个再提交。",
    en: "The new password is too weak: {reasonEn}. Choose another and send again.",
  },
  "no-password": {
    status: 409,
    zh: "演示身份没有口令，不能修改。请在登录页直接选择演示身份。",
    en: "A demo person has no password to change. Pick the demo person on the sign-in page instead.",
  },
  "session-required": {
    status: 409,
    zh: "这一步只能由登录后的本人来做，不能用令牌、系统接入凭证或本机操作员身份。请用浏览器登录后再试。",
    en: "Only a person in a signed-in session may do this, not a token, a service client or the local operator. Sign in and try again.",
  },
  "cannot-act-for": {
    status: 404,
    zh: "您没有代表部门“{department}”的授权。可代表的部门见 session 的 choices；需要时请安全管理员授权。",
    en: "You hold no role for department {department}. The departments you may act for are in the session's choices; the security administrator can grant more.",
  },
  "account-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的账号，或它不在您的管理范围内。",
    en: "There is no account {id}, or it is outside what you administer.",
  },
  "login-taken": {
    status: 409,
    zh: "用户名“{login}”已有人使用，请换一个。",
    en: "The login {login} is taken; choose another.",
  },
  "own-account": {
    status: 409,
    zh: "不能停用自己的账号，也不能给自己授权。请由另一位管理员来做。",
    en: "You cannot disable your own account or grant roles to yourself. Ask another administrator.",
  },
  "administrators-apart": {
    status: 409,
    zh: "系统管理员、安全管理员、审计管理员要由不同的人担任（三员分立），一个账号不能同时是{held}。请分给不同的账号。",
    en: "System, security and audit administrators must be different people; one account cannot hold {heldEn}. Give the roles to different accounts.",
  },
  "assignment-wrong": {
    status: 400,
    zh: "第 {number} 项授权不对：{reason}。",
    en: "Assignment {number} is not right: {reasonEn}.",
  },
  "outside-your-scope": {
    status: 403,
    zh: "第 {number} 项授权涉及您管理范围以外的部门，不能授予或收回。请由管理范围更大的安全管理员来做。",
    en: "Assignment {number} reaches departments you do not administer, so you cannot grant or withdraw it. Ask a security administrator with a wider scope.",
  },
  "client-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的系统接入凭证，或它不在您的管理范围内。",
    en: "There is no service client {id}, or it is outside what you administer.",
  },
  "client-department": {
    status: 404,
    zh: "没有部门 {department}，或它不在您的管理范围内，不能为它建立系统接入凭证。",
    en: "There is no department {department}, or it is outside what you administer; a service client cannot be made for it.",
  },
  "client-roles": {
    status: 400,
    zh: "系统接入凭证不能是{held}：这些角色只能由人担任。请去掉后再提交。",
    en: "A service client cannot hold {heldEn}: only people may. Remove these roles and send again.",
  },
  "token-not-found": {
    status: 404,
    zh: "您没有编号为 {id} 的访问令牌，可能已经作废或到期。",
    en: "You have no access token {id}; it may have been revoked or have expired.",
  },
  "client-refused": {
    status: 401,
    zh: "系统接入凭证的编号或密钥不对，或凭证已停用（{error}）。",
    en: "The service client's id or secret is wrong, or it is disabled ({error}).",
  },
  "token-request-wrong": {
    status: 400,
    zh: "换令牌的请求不对（{error}）：{reason}。",
    en: "The token request is not right ({error}): {reason}.",
  },
});
