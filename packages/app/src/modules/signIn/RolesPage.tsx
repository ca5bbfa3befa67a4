import {
  Content,
  Header,
  InfoCard,
  Page,
  ProxiedSignInPage,
} from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  type IdentityApi,
} from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';

/** Kept, so that a reload does not ask again. */
const STORAGE_KEY = 'example-role';

/** By the auth provider that signs in. */
const ROLES: Record<string, { title: string; does: string }> = {
  guest: {
    title: 'On-call engineer',
    does: 'Opens incidents, writes postmortems and sends them for review. Is signed in as Guest, of the team that runs the shop.',
  },
  reviewer: {
    title: 'Reviewer',
    does: 'Approves and publishes what others wrote, or sends it back.',
  },
  administrator: {
    title: 'Administrator',
    does: 'Does everything, but does not approve their own words either.',
  },
};

/** Asks in which role to look at the example app. */
export function RolesPage(props: {
  onSignInSuccess(identity: IdentityApi): void;
}) {
  const config = useApi(configApiRef);
  const [chosen, setChosen] = useState(
    () => localStorage.getItem(STORAGE_KEY) ?? '',
  );
  if (Object.hasOwn(ROLES, chosen)) {
    return (
      <ProxiedSignInPage
        provider={chosen}
        onSignInSuccess={identity =>
          props.onSignInSuccess(forgettingRole(identity))
        }
      />
    );
  }
  const choose = (role: string) => {
    localStorage.setItem(STORAGE_KEY, role);
    setChosen(role);
  };
  return (
    <Page themeId="home">
      <Header title={config.getString('app.title')} />
      <Content>
        <Grid container>
          {Object.entries(ROLES).map(([role, { title, does }]) => (
            <Grid item key={role} xs={12} md={4}>
              <InfoCard
                title={title}
                actions={
                  <Button
                    color="primary"
                    variant="outlined"
                    onClick={() => choose(role)}
                  >
                    Enter as {title.toLocaleLowerCase('en')}
                  </Button>
                }
              >
                <Typography>{does}</Typography>
              </InfoCard>
            </Grid>
          ))}
        </Grid>
      </Content>
    </Page>
  );
}

/** Signing out asks for the role again. */
function forgettingRole(identity: IdentityApi): IdentityApi {
  const signOut = identity.signOut.bind(identity);
  return Object.assign(identity, {
    signOut: async () => {
      localStorage.removeItem(STORAGE_KEY);
      await signOut();
    },
  });
}
