import type { CatalogUsers } from '@postmortems/backstage-plugin-postmortems-node';
import type { Author } from '../evidence/node';

/** As Backstage's GitHub plugins annotate users. */
const LOGIN_ANNOTATION = 'github.com/user-login';

/** Users of the catalog behind accounts of GitHub, by annotation alone. */
export class Authors {
  readonly #users: Pick<CatalogUsers, 'find'>;

  constructor(options: { users: Pick<CatalogUsers, 'find'> }) {
    this.#users = options.users;
  }

  async of(login: string): Promise<Author> {
    // A bot is nobody
    if (!login || login.endsWith('[bot]')) return { login };
    const ref = await this.#users.find({
      id: login,
      annotations: [LOGIN_ANNOTATION],
    });
    return { login, ref };
  }
}
