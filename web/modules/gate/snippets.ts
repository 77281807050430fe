import type { Language } from "#contract/text";

export const snippetKinds = ["curl", "javascript", "python", "java"] as const;
export type SnippetKind = (typeof snippetKinds)[number];
export const snippetNames: Readonly<Record<SnippetKind, string>> = {
  curl: "curl",
  javascript: "JavaScript",
  python: "Python",
  java: "Java",
};
export const snippetFiles: Readonly<Record<SnippetKind, string>> = {
  curl: "look-up.sh",
  javascript: "look-up.mjs",
  python: "look_up.py",
  java: "LookUp.java",
};

export interface SnippetCall {
  /** Scheme, host and port of the hub. */
  readonly origin: string;
  /** Path and query of the call. */
  readonly address: string;
  /** The grant's code. */
  readonly grant: string;
  readonly language: Language;
}

/** Programs that run as they stand: credentials come from the environment, the answer and its receipt are printed. */
export function snippetOf(kind: SnippetKind, call: SnippetCall): string {
  switch (kind) {
    case "curl":
      return curl(call);
    case "javascript":
      return javascript(call);
    case "python":
      return python(call);
    case "java":
      return java(call);
  }
}

const remark = {
  zh: {
    before: "运行前设好环境变量 WEIR_CLIENT_ID、WEIR_CLIENT_SECRET（系统接入凭证）",
    token: "令牌在有效期内可反复使用，不必每次领取",
    receipt: "回执，和数据一起存档：凭它可证明何时、按哪项授权、拿到了哪些内容",
  },
  en: {
    before: "Set WEIR_CLIENT_ID and WEIR_CLIENT_SECRET (your service client) before running",
    token: "The token serves until it expires; keep it instead of asking each time",
    receipt: "The receipt; keep it with the data: it proves when and under which grant these bytes were given",
  },
};

const curl = ({ origin, address, grant, language }: SnippetCall): string => `#!/bin/sh
# ${remark[language].before}
set -eu

# ${remark[language].token}
TOKEN=$(curl -sS --fail-with-body '${origin}/api/identity/token' \\
  --data-urlencode grant_type=client_credentials \\
  --data-urlencode client_id="$WEIR_CLIENT_ID" \\
  --data-urlencode client_secret="$WEIR_CLIENT_SECRET" |
  sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/')

# Weir-Receipt: ${remark[language].receipt}
curl -sS --fail-with-body '${origin}${shellSafe(address)}' \\
  --write-out '%{stderr}Weir-Receipt: %header{weir-receipt}\\n' \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Weir-Grant: ${grant}'
`;

const javascript = ({ origin, address, grant, language }: SnippetCall): string => `// ${remark[language].before}
const { WEIR_CLIENT_ID, WEIR_CLIENT_SECRET } = process.env;

// ${remark[language].token}
const signedIn = await fetch("${origin}/api/identity/token", {
  method: "POST",
  body: new URLSearchParams({
    grant_type: "client_credentials",
    client_id: WEIR_CLIENT_ID,
    client_secret: WEIR_CLIENT_SECRET,
  }),
});
if (!signedIn.ok) throw new Error(await signedIn.text());
const { access_token } = await signedIn.json();

const answer = await fetch("${origin}${address}", {
  headers: { Authorization: \`Bearer \${access_token}\`, "Weir-Grant": "${grant}" },
});
if (!answer.ok) throw new Error(await answer.text());

console.log(await answer.text());
// ${remark[language].receipt}
console.error("Weir-Receipt:", answer.headers.get("weir-receipt"));
`;

const python = ({ origin, address, grant, language }: SnippetCall): string => `# ${remark[language].before}
import json
import os
import sys
from urllib.parse import urlencode
from urllib.request import Request, urlopen

# ${remark[language].token}
form = urlencode({
    "grant_type": "client_credentials",
    "client_id": os.environ["WEIR_CLIENT_ID"],
    "client_secret": os.environ["WEIR_CLIENT_SECRET"],
})
with urlopen("${origin}/api/identity/token", form.encode()) as signed_in:
    token = json.load(signed_in)["access_token"]

call = Request(
    "${origin}${address}",
    headers={"Authorization": f"Bearer {token}", "Weir-Grant": "${grant}"},
)
with urlopen(call) as answer:
    print(answer.read().decode())
    # ${remark[language].receipt}
    print("Weir-Receipt:", answer.headers["weir-receipt"], file=sys.stderr)
`;

const java = ({ origin, address, grant, language }: SnippetCall): string => `// ${remark[language].before}
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

public class LookUp {
  public static void main(String[] args) throws Exception {
    HttpClient http = HttpClient.newHttpClient();

    // ${remark[language].token}
    String form = "grant_type=client_credentials"
        + "&client_id=" + URLEncoder.encode(System.getenv("WEIR_CLIENT_ID"), StandardCharsets.UTF_8)
        + "&client_secret=" + URLEncoder.encode(System.getenv("WEIR_CLIENT_SECRET"), StandardCharsets.UTF_8);
    HttpRequest signIn = HttpRequest.newBuilder(URI.create("${origin}/api/identity/token"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
    String token = field(body(http.send(signIn, HttpResponse.BodyHandlers.ofString())), "access_token");

    HttpRequest call = HttpRequest.newBuilder(URI.create("${origin}${address}"))
        .header("Authorization", "Bearer " + token)
        .header("Weir-Grant", "${grant}")
        .build();
    HttpResponse<String> answer = http.send(call, HttpResponse.BodyHandlers.ofString());

    System.out.println(body(answer));
    // ${remark[language].receipt}
    System.err.println("Weir-Receipt: " + answer.headers().firstValue("weir-receipt").orElse(""));
  }

  static String body(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) throw new IllegalStateException(answer.body());
    return answer.body();
  }

  static String field(String json, String name) {
    var match = Pattern.compile("\\"" + name + "\\"\\\\s*:\\\\s*\\"([^\\"]*)\\"").matcher(json);
    if (!match.find()) throw new IllegalStateException(json);
    return match.group(1);
  }
}
`;

/** A single quote would end the shell's string; the others of an address are percent-encoded already. */
const shellSafe = (address: string): string => address.replaceAll("'", "%27");
