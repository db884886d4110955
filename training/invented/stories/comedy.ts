import type { Story } from '../genre.js';

export const comedyStory: Story = {
  titles: {
    adjectives: ['Wrong', 'Two Left', 'Extremely Polite', 'Accidental', 'Honorary', 'Fake', 'Cheerful', 'Second Best'],
    nouns: ['Shoes', 'Uncle', 'Butler', 'Holiday', 'Llama', 'Moustache', 'Landlord', 'Honeymoon', 'Orchestra', 'Sofa'],
  },
  places: [
    'In the worst hotel of a very proud little town',
    'At a family reunion that nobody wanted',
    'In an office where no one knows what the company sells',
    'On a package tour through eleven countries in six days',
    'In a suburb with strict rules about garden gnomes',
    'Backstage at an amateur opera',
  ],
  roles: ['clumsy waiter', 'failed magician', 'unlucky dentist', 'bossy aunt', 'lazy roommate', 'pompous mayor'],
  beginnings: [
    'is mistaken for a famous chef and is too polite to deny it',
    'wins a llama at bingo and hides it from the landlord',
    'tells one small fib that has to be fed every day',
    'must share a tiny flat with {her} awful in-laws',
    'accidentally sells the neighbours’ house to a circus',
    'bets the family sofa on a very slow racehorse',
  ],
  troubles: [
    'Nothing goes to plan: the cake explodes, the mayor loses his trousers, and {Friend} invites everybody to stay.',
    'A hilarious chain of mix-ups follows, with three identical suitcases and one very offended goose.',
    'The silly scheme works far too well, and soon the whole town wants to join the joke.',
    'To keep up the charade {Name} hires {Friend}, the worst actor alive, to play a duke.',
    'Their bickering turns the holiday into a farce of locked doors, wrong beds and flying soup.',
    'Between a disastrous dinner party and a runaway parade {she} makes every mistake there is, twice.',
  ],
  endings: [
    'It all comes to a ridiculous head at the wedding, where the goose gets the last laugh.',
    'Somehow the biggest fool in town has one night to put everything right, in a borrowed tuxedo.',
    'The truth comes out in front of everyone, along with the moustache, and nobody can stop laughing.',
    'If only {she} could stop being funny for one minute, this mess might even have a happy end.',
  ],
};
