export const OWNER = { email: 'owner@fault.example', password: 'fault suite password' };

/** Signs in and asks the API; an answer that is not 2xx is an error. */
export class ApiClient {
  constructor(url) {
    this.url = url;
  }

  async call(method, path, body) {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return text ? JSON.parse(text) : null;
  }

  async signIn() {
    this.token = (await this.call('POST', '/auth/login', OWNER)).accessToken;
  }

  createProject() {
    return this.call('POST', '/projects', { name: 'Faults', timeZone: 'Asia/Shanghai' });
  }

  query(projectId, question) {
    return this.call('POST', `/projects/${projectId}/query`, question);
  }

  /** Payloads of all dead letters of a project. */
  async deadLetters(projectId) {
    const all = [];
    for (let page = 1; ; page++) {
      const path = `/projects/${projectId}/deadLetters?page=${page}&perPage=100&sort=id&order=ASC`;
      const { data, total } = await this.call('GET', path);
      all.push(...data);
      if (all.length >= total || data.length === 0) return all;
    }
  }
}
