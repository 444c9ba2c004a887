/** Load tests of a running gateway, for those who operate it. */
package dev.spillway.load;
