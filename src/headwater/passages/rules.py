"""What furniture is: the rules that the plain version, the fast one and Spark's share. `furniture` tells why."""

SITE_FAMILIES = 3  # on one site that print a run
SITE_SHARE = 50  # or of its pages one in so many, where that is more
HEAP_FAMILIES = 5  # anywhere that print a run
HEAP_SHARE = 1000  # or of all documents one in so many, where that is more
APART = 2  # families that print a run on few of their pages, where none prints it on half of them; or one in so many
OTHERS = 4  # families that print a run, where one is enough that prints it on few of its pages
MEMBERS = 3  # pages of a family at the least, and few are one in so many
LINKED_GRAMS = 20  # that two documents share, at the least, to be one family
LINKS = (8, 4), (64, 2)  # in so many documents at most, and one for so many words of the shorter
UNKNOWN = 3  # for so many at the most, where it is not known whether both stand on one site
GAP = 4  # where their sites are not known: of so many words one, that the other leaves out in a row before its end
MOSTLY = 7, 10  # in so many of a document's words
BRIDGED = 3  # words between two marked ones, filled in
LEAST = 6  # words of a marked run
ANNOUNCED = 4  # of so many texts that print a headline at most one has it for its own
BODY = 8  # words in a row that are not marked: here the account has begun
