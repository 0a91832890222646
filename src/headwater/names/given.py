"""Given names, as they are common in the news of many countries, written down by hand.

A capitalised run of two to four words that opens with one of them is a person unless its last word says otherwise.
"""

_LISTED = """
Aaron Abbas Abdul Abdullah Abel Abigail Abraham Adam Adel Adrian Agnes Agnieszka Ahmad Ahmed Aisha Akira Alain Alan
Albert Alberto Alejandra Alejandro Aleksandar Aleksander Aleksandr Alessandra Alessandro Alex Alexander Alexandra
Alexandre Alexei Alexey Alexis Alfred Alfredo Ali Alice Alicia Alina Alison Allan Allen Alma Alvaro Amanda Amelia Amir
Amit Amy Ana Anastasia Anders Andre Andrea Andreas Andrei Andres Andrew Andrey Andrzej Andy Angela Angelo Anil Anita
Anjali Ann Anna Anne Annette Annie Anthony Antoine Anton Antonio Anwar Ariel Arjun Arnold Arthur Arturo Arun Asif
Astrid Audrey Ayesha Barbara Barry Bartosz Beata Beatrice Ben Benedict Benjamin Bernard Bernd Bernhard Bert Beth Betty
Bill Birgit Bjorn Bob Bogdan Boris Brandon Brenda Brendan Brett Brian Brigitte Bruce Bruno Bryan Camille Carl Carla
Carlo Carlos Carmen Carol Caroline Carolyn Catherine Cecilia Celine Cesar Charles Charlie Cheryl Chiara Chloe Chris
Christina Christine Christophe Christopher Cindy Claire Clara Clare Claude Claudia Claudio Colin Connie Connor Craig
Cristina Curtis Cynthia Cyril Damian Damien Dan Dana Daniel Daniela Danielle Danny Darren Dave David Deborah Debra
Denis Denise Dennis Derek Diana Diane Diego Dieter Dimitri Dinesh Dirk Dmitri Dmitry Dolores Dominic Dominique Donald
Donna Doris Dorothy Doug Douglas Duncan Dylan Eddie Edgar Eduardo Edward Edwin Eileen Ekaterina Elaine Elena Eleanor
Eli Elias Elisabeth Elizabeth Ella Ellen Elsa Emanuel Emil Emilia Emilio Emily Emma Emmanuel Enrique Eric Erica Erich
Erik Erika Ernest Ernesto Ernst Esther Ethan Eugene Eva Evan Evelyn Evgeny Fabian Fabio Farah Faisal Fatima Federico
Felipe Felix Fernanda Fernando Fiona Florian Frances Francesca Francesco Francis Francisco Franco Francois Frank
Franklin Franz Fred Frederic Frederick Friedrich Fritz Gabriel Gabriela Gareth Gary Gavin Gennady Geoffrey George
Georges Gerald Gerard Gerhard Giacomo Giorgio Giovanni Giulia Giuseppe Glenn Gloria Gonzalo Gordon Graham Greg Gregory
Greta Grigory Guido Guillermo Gunther Gustav Gustavo Habib Hamid Hannah Hans Harold Harry Harvey Hasan Hassan Hector
Heidi Heiko Heinrich Heinz Helen Helena Helmut Henri Henrik Henry Herbert Herman Hermann Hiroshi Horst Howard Hubert
Hugh Hugo Hussein Ian Ibrahim Ida Ignacio Igor Ilse Imran Ines Ingrid Irene Irina Isaac Isabel Isabella Ismail Ivan
Ivana Ivo Jack Jacob Jacqueline Jacques Jaime Jakob Jakub James Jamie Jan Jana Jane Janet Janice Jason Javier Jay Jean
Jeff Jeffrey Jennifer Jenny Jens Jeremy Jerome Jerry Jesse Jessica Jesus Jill Jim Jimmy Joachim Joan Joanna Joanne
Joao Joe Joel Johan Johann Johanna Johannes John Johnny Jon Jonas Jonathan Jorge Jose Josef Joseph Josephine Joshua
Joyce Juan Juana Judith Judy Juergen Julia Julian Juliana Julie Julien Julio Julius Jurgen Justin Kamal Karen Karim
Karin Karl Karsten Kate Katharina Katherine Kathleen Kathryn Kathy Katie Katrin Kay Keith Kelly Ken Kenji Kenneth
Kevin Khaled Khalid Kimberly Kirsten Klaus Konrad Konstantin Kristen Kristin Krzysztof Kurt Kyle Larry Lars Laszlo
Laura Lauren Laurent Laurie Lawrence Lea Lech Lee Leila Lena Leo Leon Leonard Leonardo Leonid Leslie Lewis Liam
Lillian Lina Linda Lindsay Lindsey Lisa Lois Loretta Lorenzo Louis Louise Luca Lucas Lucia Lucy Luigi Luis Luisa Luke
Lukas Lydia Lynn Maciej Magdalena Maggie Mahmoud Maksim Malcolm Malik Manfred Manoj Manuel Manuela Marc Marcel Marcelo
Marco Marcus Margaret Margarita Maria Mariam Marian Mariana Marie Marilyn Marina Mario Marion Marisol Mark Marko
Markus Marta Martha Martin Martina Martine Marvin Mary Maryam Massimo Mateusz Mathieu Matt Matteo Matthew Matthias
Maureen Maurice Mauricio Max Maxim Maximilian Maya Megan Mehmet Melanie Melissa Michael Michail Michal Michel Michele
Michelle Miguel Mike Mikhail Milan Mildred Milos Mina Miriam Miroslav Mitchell Mohamed Mohammad Mohammed Moira Molly
Monica Monika Moses Muhammad Murat Mustafa Nabil Nadia Nancy Naomi Narendra Nasser Natalia Natalie Natasha Nathan
Nathaniel Neil Nelson Nicholas Nick Nicola Nicolas Nicole Niels Nigel Nikita Nikola Nikolai Nikolay Nils Nina Noah
Noel Nora Norbert Norma Norman Olaf Ole Oleg Olena Olga Oliver Olivia Olivier Omar Oscar Oskar Osman Otto Owen Pablo
Pamela Paolo Pascal Patricia Patrick Patrik Paul Paula Paulo Pavel Pedro Peggy Penelope Petar Pete Peter Petr Petra
Phil Philip Philippe Phillip Phyllis Pierre Pietro Piotr Priya Rachel Rafael Raj Rajesh Ralf Ralph Ramon Randy Raphael
Rashid Raul Ravi Ray Raymond Rebecca Reinhard Renata Renate Rene Ricardo Riccardo Richard Rick Ricky Rita Rob Robert
Roberta Roberto Robin Rocco Rodney Rodrigo Roger Roland Rolf Ron Ronald Rosa Rosemary Ross Roy Ruben Rudolf Rudy
Rupert Russell Ruth Ryan Sabine Sabrina Salim Sally Salma Sam Samantha Samir Samira Samuel Sandra Sanjay Sara Sarah
Satoshi Scott Sean Sebastian Serena Serge Sergei Sergey Sergio Seth Shannon Sharon Shaun Sheila Shirin Shirley Sidney
Siegfried Sigrid Silvia Silvio Simon Simone Solomon Sonia Sophia Sophie Stanislav Stanley Stefan Stefania Stefanie
Stefano Stella Stephan Stephane Stephanie Stephen Steve Steven Stuart Sunil Suresh Susan Susanne Suzanne Sven Svetlana
Sylvia Sylvie Tadeusz Takashi Tamara Tania Tara Tariq Tatiana Ted Terence Teresa Terry Thabo Theo Theodor Theodore
Theresa Thomas Tim Timothy Tina Tobias Todd Tom Tomas Tomasz Tommy Toni Tony Torsten Tracy Trevor Umar Ulrich Ulrike
Ursula Uwe Vaclav Valentina Valeria Valerie Valery Vanessa Vera Veronica Victor Vijay Viktor Vincent Vincenzo Vivian
Vladimir Volker Volodymyr Walid Wally Walter Wanda Warren Wayne Wendy Werner Wilfried Wilhelm Willem William Wojciech
Wolfgang Xavier Yasmin Yasser Yevgeny Yolanda Yusuf Yuri Yves Yvonne Zachary Zainab Zoe Zofia
"""
GIVEN = frozenset(_LISTED.casefold().split())
