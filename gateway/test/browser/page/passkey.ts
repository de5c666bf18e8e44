/** As much of Web Authentication as pages use here (W3C, level 3). */
interface Credentials {
  create(options: { publicKey: object }): Promise<Credential<"clientDataJSON" | "attestationObject">>;
  get(options: {
    publicKey: object;
  }): Promise<Credential<"clientDataJSON" | "authenticatorData" | "signature" | "userHandle">>;
}

interface Credential<Part extends string> {
  readonly rawId: ArrayBuffer;
  readonly response: Readonly<Record<Part, ArrayBuffer>>;
}

const { credentials } = navigator as unknown as { credentials: Credentials };

interface At {
  readonly baseUrl: string;
}

interface Challenge {
  readonly challenge: string;
  readonly rpId: string;
}

interface Enrolled extends Challenge {
  readonly factor: { readonly factorId: string };
  readonly userHandle: string;
  readonly userName: string;
  readonly algorithms: readonly number[];
}

/** Makes a passkey of who has the token and the password; answers how many recovery codes came with it. */
export async function makePasskey({
  baseUrl,
  token,
  password,
}: At & { token: string; password: string }): Promise<number> {
  const post = <T>(path: string, body: object) => postJson<T>(`${baseUrl}/v1/auth/passkeys${path}`, body, token);
  const { factor, challenge, rpId, userHandle, userName, algorithms } = await post<Enrolled>("", {
    name: "laptop",
    password,
  });
  const created = await credentials.create({
    publicKey: {
      challenge: bytesOf(challenge),
      rp: { id: rpId, name: "Shop" },
      user: { id: bytesOf(userHandle), name: userName, displayName: userName },
      pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
    },
  });
  const { clientDataJSON, attestationObject } = created.response;
  const made = { clientDataJson: textOf(clientDataJSON), attestationObject: textOf(attestationObject) };
  const { recoveryCodes } = await post<{ recoveryCodes: string[] }>(`/${factor.factorId}:confirm`, made);
  return recoveryCodes.length;
}

/** Signs in by whatever passkey the device has for this page; answers the user's id. */
export async function usePasskey({ baseUrl }: At): Promise<string> {
  const passkeys = `${baseUrl}/v1/auth/passkeys`;
  const { challenge, rpId } = await postJson<Challenge>(`${passkeys}:begin`, {});
  const given = await credentials.get({
    publicKey: { challenge: bytesOf(challenge), rpId, userVerification: "required" },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = given.response;
  const passkey = {
    credentialId: textOf(given.rawId),
    clientDataJson: textOf(clientDataJSON),
    authenticatorData: textOf(authenticatorData),
    signature: textOf(signature),
    userHandle: textOf(userHandle),
  };
  return (await postJson<{ userId: string }>(`${passkeys}:signIn`, { passkey })).userId;
}

async function postJson<T>(url: string, body: object, token?: string): Promise<T> {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
