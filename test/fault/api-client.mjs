export const OWNER = { email: 'owner@fault.example', password: 'fault suite password' };

/** Signs in and asks the API; an answer that is not 2xx is an error. */
export class ApiClient {
  constructor(url) {
    this.url = url;
  }

  call(method, path, body) {
    return this.request(method, path, body ? 'application/json' : undefined, body && JSON.stringify(body));
  }

  /** A file as the body. */
  send(path, contentType, body) {
    return this.request('POST', path, contentType, body);
  }

  async request(method, path, contentType, body) {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        ...(contentType ? { 'content-type': contentType } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      body,
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
