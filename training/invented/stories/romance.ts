import type { Story } from '../genre.js';

export const romanceStory: Story = {
  titles: {
    adjectives: ['Tender', 'Secret', 'Summer', 'Borrowed', 'Velvet', 'Last', 'Sweet', 'Faithful'],
    nouns: ['Letters', 'Kiss', 'Wedding', 'Rose', 'Promise', 'Heart', 'Waltz', 'Serenade', 'Garden', 'Valentine'],
  },
  places: [
    'In a seaside hotel at the end of the season',
    'In Paris, in the wettest spring for years',
    'Between the shelves of a small bookshop',
    'On a vineyard that has seen better summers',
    'At a wedding where nobody likes the groom',
    'On the night train to Lisbon',
  ],
  roles: [
    'shy florist',
    'wedding planner',
    'young pianist',
    'heartbroken baker',
    'travelling photographer',
    'letter writer',
  ],
  beginnings: [
    'falls for the one guest who is about to leave',
    'finds love letters addressed to somebody with {her} name',
    'agrees to pretend to be engaged for a single week',
    'dances with a stranger and forgets to ask for a name',
    'meets the first love {she} never really got over',
    'starts to write romantic letters for the wrong admirer',
  ],
  troubles: [
    'Their kiss in the rain should have been a secret, but {Friend} has seen it and loves {him} too.',
    'They are made for each other, yet a promise of marriage ties one of them to another heart.',
    'Every evening they fall deeper in love, and every evening the day of parting comes nearer.',
    'Pride keeps them apart while both are writing love letters that neither dares to send.',
    'The family has chosen a richer match, and the wedding dress already hangs on the door.',
    'A jealous lie parts the two lovers for years, until a song on the radio brings it all back.',
  ],
  endings: [
    'Before the last dance {she} must decide whether to follow {her} heart or keep {her} word.',
    'One night in summer gives them a second chance at the love of their lives.',
    'With the train about to leave {Name} runs through the station to say what a kiss could not.',
    'What began as a flirtation becomes the tender romance that changes both of them forever.',
  ],
};
